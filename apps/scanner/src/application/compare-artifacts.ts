import {
  behaviourContract,
  compareProfiles,
  isWhole,
  MAX_NEW_BEHAVIOURS,
  newBehaviours,
  type compareArtifacts,
  type Digest,
  type NewBehaviours,
  type ParsedRequestOf,
  type ReplyOf,
} from '@sallyport/domain';
import type { DetonationStore, KeptDetonation } from './ports/detonation-store';
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
    private readonly detonations: DetonationStore,
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
      const digests = [...new Set(some.flatMap(({ digest, against }) => [digest, against]))];
      const profiles = room > 0 ? await this.reports.profiles(digests) : undefined;
      const seen = room > 0 ? await this.detonations.newest(digests) : new Map<Digest, KeptDetonation>();
      for (const pair of some) {
        const behaviours = newsOf(seen.get(pair.against), seen.get(pair.digest));
        const before = profiles?.get(pair.against);
        const after = profiles?.get(pair.digest);
        const delta = before === undefined || after === undefined ? null : compareProfiles(before, after);
        room -= Buffer.byteLength(JSON.stringify([delta, behaviours]));
        if (profiles === undefined || room < 0)
          comparisons.push({ ...pair, delta: null, why: 'left-out', behaviours: null });
        else comparisons.push({ ...pair, delta, why: delta === null ? 'not-seen' : null, behaviours });
      }
    }
    return { comparisons };
  }
}

/** Of what was not wholly seen nothing can be said to be new, nor that nothing is. */
function newsOf(before: KeptDetonation | undefined, after: KeptDetonation | undefined): NewBehaviours | null {
  if (before === undefined || after === undefined || !isWhole(before.trace) || !isWhole(after.trace))
    return null;
  const news = newBehaviours(behaviourContract(before.trace), behaviourContract(after.trace));
  return { count: news.length, first: news.slice(0, MAX_NEW_BEHAVIOURS) };
}
