import { createHash } from 'node:crypto';
import {
  DomainError,
  printable,
  type importAdvisories,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import { parseAdvisory } from '../advisory/advisory-record';
import type { AdvisoryFile, AdvisorySource } from './ports/advisory-source';
import type { AdvisoryStore, StagedAdvisory } from './ports/advisory-store';
import type { Clock } from './ports/clock';
import type { ScannerEvents } from './ports/scanner-events';

/** Refused records that the reply names; the count is of all. */
const MAX_LISTED = 100;
const PROGRESS_EVERY = 1_000;

interface Tally {
  read: number;
  refused: { file: string; reason: string }[];
  refusedCount: number;
}

/** Reads every file of an export, refuses the bad ones with a reason, and puts the others in force in one act. */
export class ImportAdvisories {
  constructor(
    private readonly source: AdvisorySource,
    private readonly store: AdvisoryStore,
    private readonly events: ScannerEvents,
    private readonly clock: Clock,
  ) {}

  async import({
    actor,
    source,
  }: ParsedRequestOf<typeof importAdvisories>): Promise<ReplyOf<typeof importAdvisories>> {
    const tally: Tally = { read: 0, refused: [], refusedCount: 0 };
    const name = printable(source, 500);
    const tell = (state: 'reading' | 'done' | 'failed') =>
      this.events.importProgress({ source: name, read: tally.read, refused: tally.refusedCount, state });
    try {
      const note = { actor, source: name, at: this.clock.now().toISOString() };
      const counts = await this.store.merge(
        this.accepted(source, tally, () => tell('reading')),
        note,
      );
      await this.events.advisoriesImported({ actor, ...counts, refused: tally.refusedCount });
      tell('done');
      return { ...tally, ...counts, advisories: await this.store.facts() };
    } catch (cause) {
      tell('failed');
      throw cause;
    }
  }

  private async *accepted(
    source: string,
    tally: Tally,
    onProgress: () => void,
  ): AsyncGenerator<StagedAdvisory> {
    const seen = new Set<string>();
    for await (const file of this.source.files(source)) {
      tally.read += 1;
      if (tally.read % PROGRESS_EVERY === 0) onProgress();
      const staged = stage(file, seen);
      if ('sha256' in staged) yield staged;
      else refuse(tally, file.file, staged.refused);
    }
    if (tally.read > 0) return;
    throw new DomainError('advisories-unreadable', `${printable(source)} holds no advisories`, {
      hint: 'Give a directory or a zip with one <ID>.json for each advisory, as OSV exports them.',
    });
  }
}

function stage(file: AdvisoryFile, seen: Set<string>): StagedAdvisory | { refused: string } {
  if ('refused' in file) return file;
  const record = parseAdvisory(file.bytes);
  if ('refused' in record) return record;
  if (seen.has(record.id)) return { refused: `the id ${record.id} came before in the same source` };
  seen.add(record.id);
  return { record, sha256: createHash('sha256').update(file.bytes).digest('hex') };
}

function refuse(tally: Tally, file: string, reason: string): void {
  tally.refusedCount += 1;
  if (tally.refused.length < MAX_LISTED)
    tally.refused.push({ file: printable(file), reason: printable(reason) });
}
