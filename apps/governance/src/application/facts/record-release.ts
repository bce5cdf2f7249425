import {
  factsKey,
  mergeAttested,
  mergeRelease,
  nameKey,
  packageId,
  provenanceFacts,
  UNKNOWN_RELEASE,
  type FileProvenance,
  type PackageFacts,
  type PackageId,
  type ParsedRequestOf,
  type recordRelease,
  type ReleaseFacts,
  type VersionFacts,
  type WriteReceipt,
} from '@sallyport/domain';
import { CurrentView } from '../registry/current-view';
import { FactsWriter, type FactsUpdate } from './facts-writer';

const NO_DATA = { loaded: false, advisories: 0, importedAt: null };

/** Keeps what a registry says of releases. */
export class RecordRelease {
  constructor(
    private readonly facts: FactsWriter,
    private readonly current: CurrentView,
  ) {}

  /** @throws DomainError the codes of `packageId`, `payload-too-large`, `store-unavailable` */
  async record({ releases }: ParsedRequestOf<typeof recordRelease>): Promise<WriteReceipt> {
    const told = releases.map(({ release, attested = [], ...ref }) => ({
      id: packageId(ref),
      next: (known: PackageFacts | undefined) => withRelease(known, release, attested),
      isTraced: attested.length > 0,
    }));
    const traced = new Map(told.filter(({ isTraced }) => isTraced).map(({ id }) => [nameKey(id), id]));
    const updates = [...told, ...[...traced.values()].flatMap((id) => this.retraced(id, told))];
    const { revision, changed, unchanged } = await this.facts.write(merged(updates), {
      actor: { kind: 'service', id: 'installer' },
      action: 'release',
      showsExistence: true,
    });
    return { revision: Math.max(revision, this.current.view.revision), changed, unchanged };
  }

  /** What one version's provenance comes to is told by the others, so all of the name are looked at again. */
  private retraced({ ecosystem, name }: PackageId, told: readonly FactsUpdate[]): FactsUpdate[] {
    const { view } = this.current;
    const versions = new Map<string, PackageFacts>(view.factsOfVersions(ecosystem, name));
    for (const { id, next } of told) {
      if (id.ecosystem === ecosystem && id.name === name)
        versions.set(id.version, next(versions.get(id.version)));
    }
    const all: readonly VersionFacts[] = [...versions];
    return all
      .filter(([, { attested }]) => attested !== undefined)
      .map(([version, facts]) => {
        const provenance = provenanceFacts(ecosystem, [version, facts], all);
        const next = (known: PackageFacts = facts): PackageFacts => ({
          ...known,
          release: { ...known.release, ...provenance },
        });
        return { id: { ecosystem, name, version }, next };
      });
  }
}

/** Several updates of one version as one, in their order. */
function merged(updates: readonly FactsUpdate[]): FactsUpdate[] {
  const byId = new Map<string, FactsUpdate>();
  for (const { id, next } of updates) {
    const first = byId.get(factsKey(id))?.next;
    byId.set(factsKey(id), {
      id,
      next: first === undefined ? next : (known) => next(first(known)),
    });
  }
  return [...byId.values()];
}

function withRelease(
  known: PackageFacts | undefined,
  told: Partial<ReleaseFacts>,
  attested: readonly FileProvenance[],
): PackageFacts {
  const before = known ?? {
    artifacts: [],
    release: UNKNOWN_RELEASE,
    // Nobody has matched this version with advisories yet.
    advisories: { matches: [], data: NO_DATA },
    scanFailed: null,
  };
  return {
    ...before,
    release: mergeRelease(before.release, told),
    ...(attested.length > 0 && { attested: mergeAttested(before.attested ?? [], attested) }),
  };
}
