import type { Decision, Revision } from '@sallyport/domain';

/** More answers than name no package, for agents of all standings; when there are so many, they are found anew. */
const LIMIT = 2_000;
const shared = new Map<string, SharedDecision>();

/**
 * One decision that answers for many packages: "approved for intern and above" is the same of all that are. It is one
 * object, so that it is at hand when the next of them is asked about, and its revision is set once for all of them.
 */
export class SharedDecision {
  constructor(private decision: Decision) {}

  /** Frozen. `revision`: the one whose registry holds everything that the decision rests on unchanged. */
  asOf(revision: Revision): Decision {
    const { decision } = this;
    if (decision.revision === revision) return decision;
    return (this.decision = Object.freeze({ ...decision, revision }));
  }
}

/** @param decision frozen; what it says beside its revision decides with which others it is shared */
export function sharedDecision(decision: Decision): SharedDecision {
  const key = JSON.stringify({ ...decision, revision: null });
  const known = shared.get(key);
  if (known !== undefined) return known;
  const made = new SharedDecision(decision);
  // Not kept on top of those: answers under a policy that was replaced would be in the way of the rest for good.
  if (shared.size >= LIMIT) shared.clear();
  shared.set(key, made);
  return made;
}
