import type { Decision, LastingDecision, Revision } from '@sallyport/domain';
import type { GatheredFacts } from './gathered-facts';
import { sharedDecision, SharedDecision } from './shared-decision';

type Answer = SharedDecision | LastingDecision['tell'];

/**
 * What is held of one package version, or of one file of it: what was gathered, and what was decided on that.
 *
 * A row for each standing, in one array: reading memory here and there is most of what a remembered answer costs. So
 * its time is in whole seconds, which are numbers that lie in the array itself, and never longer than it is.
 */
export class Remembered {
  /** Allocated with the first, since most packages are asked for by few kinds of agents. */
  private rows: (number | Answer | LastingDecision)[] | undefined;

  /** `isHeld`: it will be there when the package is asked for again. */
  constructor(
    readonly gathered: GatheredFacts,
    readonly isHeld = true,
  ) {}

  /**
   * The answer to an agent of this standing, as of this revision: nothing that it rests on has changed. undefined: none
   * holds at this time.
   */
  answer(standing: number, agentId: string, now: number, revision: Revision): Decision | undefined {
    const { rows } = this;
    if (rows === undefined) return undefined;
    const row = standing * FIELDS;
    const second = now / 1_000;
    // Both comparisons have to hold: a time that is no number is in no interval.
    if (!((rows[row + FROM] as number) <= second && second < (rows[row + UNTIL] as number))) return undefined;
    const answer = rows[row + ANSWER] as Answer;
    return answer instanceof SharedDecision ? answer.asOf(revision) : answer?.(agentId, revision);
  }

  /** undefined: nothing is known that holds at this time. */
  lasting(standing: number, now: number): LastingDecision | undefined {
    const lasting = this.rows?.[standing * FIELDS + LASTING] as LastingDecision | undefined;
    return lasting !== undefined && lasting.after < now && now < lasting.before ? lasting : undefined;
  }

  keep(standing: number, lasting: LastingDecision): void {
    this.rows ??= emptyRows();
    const row = standing * FIELDS;
    this.rows[row + FROM] = wholeSecond(Math.floor(lasting.after / 1_000) + 1);
    this.rows[row + UNTIL] = wholeSecond(Math.ceil(lasting.before / 1_000) - 1);
    this.rows[row + ANSWER] =
      lasting.decision === undefined ? lasting.tell : sharedDecision(lasting.decision);
    this.rows[row + LASTING] = lasting;
  }
}

const STANDINGS = 16;
const [FROM, UNTIL, ANSWER, LASTING, FIELDS] = [0, 1, 2, 3, 4];

/** As far as a small number reaches: to the year 2038 a decision without an end lasts, and then it is made anew. */
function wholeSecond(second: number): number {
  return Math.max(-0x7fffffff, Math.min(0x7fffffff, second));
}

function emptyRows(): (number | undefined)[] {
  return Array.from({ length: STANDINGS * FIELDS }, (_, at) => {
    if (at % FIELDS === FROM) return 1;
    return at % FIELDS === UNTIL ? 0 : undefined;
  });
}
