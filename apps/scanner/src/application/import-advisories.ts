import {
  DomainError,
  printable,
  type importAdvisories,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import type { AdvisoryFile, AdvisorySource } from './ports/advisory-source';
import type { AdvisoryStore, StagedAdvisory } from './ports/advisory-store';
import type { Clock } from './ports/clock';
import type { ImportProgress, ScannerEvents } from './ports/scanner-events';
import { Staging, type Remark } from './staging';

/** Remarks that the reply lists; the counts are of all. */
const MAX_LISTED = 100;
const PROGRESS_EVERY = 1_000;

type Request = ParsedRequestOf<typeof importAdvisories>;
type Reply = ReplyOf<typeof importAdvisories>;

/** What has been seen of the source so far. */
class Tally {
  read = 0;
  unchanged = 0;
  readonly refused: Remark[] = [];
  refusedCount = 0;
  readonly noted: Remark[] = [];
  notedCount = 0;

  refuse(remark: Remark): void {
    this.refusedCount += 1;
    if (this.refused.length < MAX_LISTED) this.refused.push(shown(remark));
  }

  note(remark: Remark): void {
    this.notedCount += 1;
    if (this.noted.length < MAX_LISTED) this.noted.push(shown(remark));
  }
}

/** Reads every file of an export, refuses the bad ones with a reason, and puts the others in force in one act. */
export class ImportAdvisories {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: AdvisorySource,
    private readonly store: AdvisoryStore,
    private readonly events: ScannerEvents,
    private readonly clock: Clock,
  ) {}

  /** One after the other: two at once would fetch into the same file. */
  import(request: Request): Promise<Reply> {
    const run = this.last.catch(() => undefined).then(() => this.once(request));
    this.last = run;
    return run;
  }

  private async once({ actor, source }: Request): Promise<Reply> {
    const tally = new Tally();
    const name = printable(source, 500);
    const tell = (progress: Pick<ImportProgress, 'state' | 'bytes' | 'totalBytes'>) =>
      this.events.importProgress({
        source: name,
        read: tally.read,
        refused: tally.refusedCount,
        ...progress,
      });
    try {
      const now = this.clock.now();
      const files = await begun(
        this.source.files(source, (fetched) => tell({ state: 'fetching', ...fetched })),
      );
      const staging = new Staging(await this.store.known(), now.getTime());
      const note = { actor, source: name, at: now.toISOString() };
      const merged = await this.store.merge(
        this.accepted(files, { source: name, staging, tally, tell: () => tell({ state: 'reading' }) }),
        note,
      );
      const counts = { imported: merged.imported, unchanged: merged.unchanged + tally.unchanged };
      await this.events.advisoriesImported({ actor, ...counts, refused: tally.refusedCount });
      tell({ state: 'done' });
      return { ...tally, ...counts, advisories: await this.store.facts() };
    } catch (cause) {
      tell({ state: 'failed' });
      throw cause;
    }
  }

  private async *accepted(
    files: AsyncIterable<AdvisoryFile>,
    { source, staging, tally, tell }: { source: string; staging: Staging; tally: Tally; tell: () => void },
  ): AsyncGenerator<StagedAdvisory> {
    for await (const file of files) {
      tally.read += 1;
      if (tally.read % PROGRESS_EVERY === 0) tell();
      const { staged, isUnchanged, refused, noted } = staging.take(file);
      if (refused !== undefined) tally.refuse(refused);
      if (noted !== undefined) tally.note(noted);
      if (isUnchanged) tally.unchanged += 1;
      if (staged !== undefined) yield staged;
    }
    tell();
    if (tally.read > 0) return;
    throw new DomainError('advisories-unreadable', `${source} holds no advisories`, {
      hint: 'Give a directory or a zip with one <ID>.json for each advisory, as OSV exports them.',
    });
  }
}

/** Resolves when the first file is there: what is fetched over the network is fetched before a transaction begins. */
async function begun(files: AsyncIterable<AdvisoryFile>): Promise<AsyncIterable<AdvisoryFile>> {
  const iterator = files[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<AdvisoryFile>> | undefined = Promise.resolve(await iterator.next());
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const next = first ?? iterator.next();
        first = undefined;
        return next;
      },
      return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
    }),
  };
}

function shown({ file, reason }: Remark): Remark {
  return { file: printable(file), reason: printable(reason) };
}
