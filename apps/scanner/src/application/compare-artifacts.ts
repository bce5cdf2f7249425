import {
  compareProfiles,
  type compareArtifacts,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import type { ReportStore } from './ports/report-store';

type Comparison = ReplyOf<typeof compareArtifacts>['comparisons'][number];

/** Profiles may have half a megabyte each; so many are held at once. */
const PAIRS_AT_ONCE = 20;
/** A reply is one message, and evidence of the asker has to fit beside it (8 MB). */
const MAX_REPLY_BYTES = 2 * 1024 * 1024;

/** Compares artifacts by what was seen of them, without their bytes. */
export class CompareArtifacts {
  constructor(
    private readonly reports: ReportStore,
    private readonly maxBytes = MAX_REPLY_BYTES,
  ) {}

  /** @throws DomainError `store-unavailable` */
  async compare({
    pairs,
  }: ParsedRequestOf<typeof compareArtifacts>): Promise<ReplyOf<typeof compareArtifacts>> {
    const comparisons: Comparison[] = [];
    let room = this.maxBytes;
    for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE) {
      const some = pairs.slice(from, from + PAIRS_AT_ONCE);
      const profiles =
        room > 0
          ? await this.reports.profiles([
              ...new Set(some.flatMap(({ digest, against }) => [digest, against])),
            ])
          : undefined;
      for (const pair of some) {
        const before = profiles?.get(pair.against);
        const after = profiles?.get(pair.digest);
        if (before === undefined || after === undefined) {
          comparisons.push({ ...pair, delta: null, why: profiles === undefined ? 'left-out' : 'not-seen' });
          continue;
        }
        const delta = compareProfiles(before, after);
        room -= Buffer.byteLength(JSON.stringify(delta));
        comparisons.push(
          room < 0 ? { ...pair, delta: null, why: 'left-out' } : { ...pair, delta, why: null },
        );
      }
    }
    return { comparisons };
  }
}
