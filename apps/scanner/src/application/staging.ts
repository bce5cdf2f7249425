import { createHash } from 'node:crypto';
import { parseAdvisory } from '../advisory/advisory-record';
import type { AdvisoryFile } from './ports/advisory-source';
import type { KnownAdvisory, StagedAdvisory } from './ports/advisory-store';

/** Clocks differ; a day is more than they do, and less than what somebody gains by a date. */
const AHEAD_MS = 24 * 60 * 60_000;

/** Something about one file that a person should hear of. */
export interface Remark {
  file: string;
  reason: string;
}

/** What one file means for an import. */
export interface Taken {
  staged?: StagedAdvisory;
  isUnchanged?: boolean;
  /** Of this file, or of an earlier one that this file takes the place of. */
  refused?: Remark;
  noted?: Remark;
}

type Candidate = KnownAdvisory & { file: string };

/** Judges the files of one source, one after the other. */
export class Staging {
  private readonly seen = new Map<string, Candidate>();

  /**
   * @param known what is in force, by id
   * @param now milliseconds since 1970
   */
  constructor(
    private readonly known: ReadonlyMap<string, KnownAdvisory>,
    private readonly now: number,
  ) {}

  take(file: AdvisoryFile): Taken {
    if ('refused' in file) return { refused: { file: file.file, reason: file.refused } };
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    // Files are called after their ids. The bytes that are in force are not read again, whoever calls them so.
    const named = file.file.replace(/\.json$/, '');
    const known = this.known.get(named);
    if (known?.sha256 === sha256)
      return this.place(named, { ...known, file: file.file }, { isUnchanged: true });
    const record = parseAdvisory(file.bytes);
    if ('refused' in record) return { refused: { file: file.file, reason: record.refused } };
    const modified = Date.parse(record.modified) > this.now + AHEAD_MS ? null : record.modified;
    const staged = { record, sha256, modified };
    return this.place(record.id, { sha256, modified, file: file.file }, { staged });
  }

  private place(id: string, candidate: Candidate, taken: Taken): Taken {
    const noted =
      candidate.modified === null
        ? {
            noted: {
              file: candidate.file,
              reason: 'its time of change lies in the future; it orders nothing',
            },
          }
        : {};
    const rival = this.seen.get(id);
    if (rival === undefined) {
      this.seen.set(id, candidate);
      return { ...taken, ...noted };
    }
    const reason = `the id ${id} stands more than once in the same source; the one that was changed last counts`;
    if (!isNewer(candidate, rival)) return { refused: { file: candidate.file, reason } };
    this.seen.set(id, candidate);
    return { ...taken, ...noted, refused: { file: rival.file, reason } };
  }
}

/** A time that is trusted beats one that is not; of the same time, the same one counts whatever the order of files. */
function isNewer(candidate: KnownAdvisory, rival: KnownAdvisory): boolean {
  const [mine, others] = [candidate.modified ?? '', rival.modified ?? ''];
  return mine === others ? candidate.sha256 > rival.sha256 : mine > others;
}
