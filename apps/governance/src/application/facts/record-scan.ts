import { randomUUID } from 'node:crypto';
import {
  CURRENT,
  DomainError,
  mergeObserved,
  observedPackages,
  type Actor,
  type AdvisoryFacts,
  type PackageId,
  type ParsedRequestOf,
  type recordScan,
  type Revision,
  type WriteReceipt,
} from '@sallyport/domain';
import { Clock } from '../ports/clock';
import { EventStream } from '../ports/event-stream';
import { CurrentView } from '../registry/current-view';
import { RegistryWriter } from '../registry/registry-writer';
import { FactsWriter } from './facts-writer';
import { answerChanges, answersFor } from './standing-decisions';

/** Changes that the event lists. */
const MAX_LISTED = 1_000;
const SCANNER: Actor = { kind: 'service', id: 'scanner' };

/** Keeps what the scanner saw of a closure. When it answers, every check knows. */
export class RecordScan {
  /** Called where the scanner has other advisories than the registry knows of. */
  onOtherAdvisories: () => void = () => undefined;

  constructor(
    private readonly facts: FactsWriter,
    private readonly writer: RegistryWriter,
    private readonly current: CurrentView,
    private readonly stream: EventStream,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `empty-request`, `invalid-name`, `invalid-version`, `payload-too-large`, `store-unavailable` */
  async record(request: ParsedRequestOf<typeof recordScan>): Promise<WriteReceipt> {
    return request.revises === true ? this.revise(request) : this.keep(request);
  }

  /** Keeps it, and tells which answers it changes: nobody waits for this one. */
  private async revise(request: ParsedRequestOf<typeof recordScan>): Promise<WriteReceipt> {
    const { view } = this.current;
    const ids: PackageId[] = observedPackages(request.lock, request.report).map(({ id }) => id);
    const standpoint = { now: this.clock.now().getTime() };
    const before = answersFor(view, ids, standpoint);
    const receipt = await this.keep(request);
    const changes = answerChanges(ids, before, answersFor(view, ids, standpoint));
    if (changes.length > 0)
      await this.stream.reevaluated(`reevaluated-${randomUUID()}`, {
        ...{ cause: 'clusters', packages: ids.length, banned: 0, skills: [] },
        changes: changes.slice(0, MAX_LISTED),
        revision: receipt.revision,
      });
    return receipt;
  }

  private async keep({ lock, report }: ParsedRequestOf<typeof recordScan>): Promise<WriteReceipt> {
    const seen = observedPackages(lock, report);
    if (seen.length === 0) throw new DomainError('empty-request', 'The scan is of no packages');
    const updates = seen.map((one) => ({
      id: one.id,
      next: (known: Parameters<typeof mergeObserved>[0]) => mergeObserved(known, one),
    }));
    const { changed, unchanged, revision } = await this.facts.write(updates, {
      actor: SCANNER,
      action: 'scan',
      showsExistence: true,
    });
    return { changed, unchanged, revision: Math.max(revision, await this.noteAdvisories(report.advisories)) };
  }

  /**
   * Only the first that are ever heard of. Later ones are written when everything known has been matched with them:
   * before that they would make matches look newer than they are.
   */
  private async noteAdvisories(data: AdvisoryFacts): Promise<Revision> {
    const known = this.current.view.record('advisory-data', CURRENT);
    if (known !== undefined) {
      if (!areSame(known, data)) this.onOtherAdvisories();
      return 0;
    }
    const at = this.clock.now().toISOString();
    const { revision } = await this.writer.write({
      records: [{ kind: 'advisory-data', key: CURRENT }],
      at,
      decide: (present) =>
        present.recordOf('advisory-data', CURRENT) === undefined
          ? [{ kind: 'advisory-data', key: CURRENT, action: 'record', value: data, actor: SCANNER, at }]
          : [],
    });
    return revision;
  }
}

export function areSame(a: AdvisoryFacts, b: AdvisoryFacts): boolean {
  return a.loaded === b.loaded && a.advisories === b.advisories && a.importedAt === b.importedAt;
}
