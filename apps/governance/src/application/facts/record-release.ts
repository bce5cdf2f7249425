import {
  mergeRelease,
  packageId,
  UNKNOWN_RELEASE,
  type PackageFacts,
  type ParsedRequestOf,
  type recordRelease,
  type ReleaseFacts,
  type WriteReceipt,
} from '@sallyport/domain';
import { CurrentView } from '../registry/current-view';
import { FactsWriter } from './facts-writer';

const NO_DATA = { loaded: false, advisories: 0, importedAt: null };

/** Keeps what a registry says of releases. */
export class RecordRelease {
  constructor(
    private readonly facts: FactsWriter,
    private readonly current: CurrentView,
  ) {}

  /** @throws DomainError the codes of `packageId`, `payload-too-large`, `store-unavailable` */
  async record({ releases }: ParsedRequestOf<typeof recordRelease>): Promise<WriteReceipt> {
    const updates = releases.map(({ release, ...ref }) => ({
      id: packageId(ref),
      next: (known: PackageFacts | undefined) => withRelease(known, release),
    }));
    const { revision, changed, unchanged } = await this.facts.write(updates, {
      actor: { kind: 'service', id: 'installer' },
      action: 'release',
      showsExistence: true,
    });
    return { revision: Math.max(revision, this.current.view.revision), changed, unchanged };
  }
}

function withRelease(known: PackageFacts | undefined, told: Partial<ReleaseFacts>): PackageFacts {
  const before = known ?? {
    artifacts: [],
    release: UNKNOWN_RELEASE,
    // Nobody has matched this version with advisories yet.
    advisories: { matches: [], data: NO_DATA },
    scanFailed: null,
  };
  return { ...before, release: mergeRelease(before.release, told) };
}
