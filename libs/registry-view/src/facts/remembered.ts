import type { Decision, LastingDecision, Revision } from '@sallyport/domain';
import type { GatheredFacts } from './gathered-facts';

/** What is held of one package version, or of one file of it: what was gathered, and what was decided on that. */
export class Remembered {
  /** By `standingOf` the agent; allocated with the first, since most packages are asked for by few kinds of agents. */
  private decisions: (LastingDecision | undefined)[] | undefined;

  constructor(readonly gathered: GatheredFacts) {}

  /** undefined: nothing is known that holds at this time. */
  decision(standing: number, now: number): LastingDecision | undefined {
    const lasting = this.decisions?.[standing];
    // Both comparisons have to hold: a time that is no number is in no interval.
    return lasting !== undefined && lasting.after < now && now < lasting.before ? lasting : undefined;
  }

  keep(standing: number, lasting: LastingDecision): void {
    this.decisions ??= new Array<LastingDecision | undefined>(STANDINGS).fill(undefined);
    this.decisions[standing] = lasting;
  }

  /** The whole answer as of this revision: the same answer, since nothing that it rests on has changed. */
  atRevision(standing: number, lasting: LastingDecision, whole: Decision, revision: Revision): Decision {
    if (whole.revision === revision) return whole;
    const decision = Object.freeze({ ...whole, revision });
    this.keep(standing, { ...lasting, decision });
    return decision;
  }
}

const STANDINGS = 16;
