import { DomainError, type RegistryChange, type Revision } from '@sallyport/domain';
import { ChangeTally, type AnswerChange } from './replay-changes';
import { judgeTwice, type Asked, type Supposition, type TwoAnswers } from './replay-judge';
import type { Answer, RecordedCheck } from './replay-records';
import { RegistryView } from './registry-view';

export interface ReplayResult {
  readonly checks: number;
  /** The registry as it was then is not there, or does not give the answer that was given. */
  readonly notReplayed: number;
  readonly changed: number;
  /** At most 1,000; the most frequent first. */
  readonly changes: readonly AnswerChange[];
  /** At most 1,000; the most affected first. */
  readonly agents: readonly { agentId: string; changed: number }[];
}

const MAX_LISTED = 1_000;

/**
 * Answers recorded checks again, each at the registry's revision and at the time that it was answered at, under a
 * supposition. Every check is first answered as it was: only where that gives what is on record is the difference one
 * that the supposition makes. What cannot be answered so is counted as not replayed, never as unchanged.
 *
 * Used as: `while (replay.step(n)) …pause…` before every `apply`, in the order of the change log, until `next` is
 * undefined; then `finish`. The pauses are the caller's, so that nothing else waits long.
 */
export class Replay {
  private readonly view = new RegistryView();
  private readonly checks: readonly RecordedCheck[];
  private readonly tally = new ChangeTally();
  private position = 0;
  private notReplayed = 0;

  constructor(
    checks: readonly RecordedCheck[],
    private readonly supposition: Supposition,
  ) {
    this.checks = [...checks].sort((a, b) => a.revision - b.revision);
  }

  /** Revision that the next check needs; undefined: every check was answered. */
  get next(): Revision | undefined {
    return this.checks[this.position]?.revision;
  }

  /** The last revision applied. */
  get revision(): Revision {
    return this.view.revision;
  }

  /** Answers what is due at the present revision, about `packages` packages at once. false: nothing more is due. */
  step(packages: number): boolean {
    let judged = 0;
    for (let check = this.due(); check !== undefined; check = this.due()) {
      if (judged >= packages) return true;
      judged += check.packages.length;
      this.position += 1;
      this.answer(check);
    }
    return false;
  }

  /** false: a revision is missing before this one, and what came after it cannot be replayed. */
  apply(change: RegistryChange): boolean {
    while (this.step(Number.POSITIVE_INFINITY));
    return this.view.apply(change) !== 'gap';
  }

  /** After everything that there is was applied. */
  finish(): ReplayResult {
    while (this.step(Number.POSITIVE_INFINITY));
    return {
      checks: this.checks.length,
      notReplayed: this.notReplayed + this.checks.length - this.position,
      changed: this.tally.changedChecks,
      changes: this.tally.changes(MAX_LISTED),
      agents: this.tally.agents(MAX_LISTED),
    };
  }

  private due(): RecordedCheck | undefined {
    const check = this.checks[this.position];
    return check?.revision === this.view.revision ? check : undefined;
  }

  private answer(check: RecordedCheck): void {
    const answers = this.judged(check);
    const isAsItWas = answers?.every(({ asItWas }, index) =>
      isSame(asItWas, check.packages[index]?.answer ?? asItWas),
    );
    if (answers === undefined || isAsItWas !== true) {
      this.notReplayed += 1;
      return;
    }
    const changed = new Map<TwoAnswers['id'], TwoAnswers>();
    for (const answer of answers)
      if (!isSame(answer.asItWas, answer.supposed)) changed.set(answer.id, answer);
    this.tally.add(
      check.agentId,
      [...changed.values()].map(({ id, asItWas, supposed }) => ({ id, before: asItWas, after: supposed })),
    );
  }

  /** undefined: a record names what no registry can hold. */
  private judged(check: RecordedCheck): TwoAnswers[] | undefined {
    try {
      return judgeTwice(this.view, check, this.supposition, check.at);
    } catch (error) {
      if (DomainError.is(error)) return undefined;
      throw error;
    }
  }
}

/** Whether all of a closure is allowed, in force and as supposed; nothing is no closure. */
export function closureUnder(
  view: RegistryView,
  closure: Omit<Asked, 'isClosure'>,
  supposition: Supposition,
  now: number,
): { before: boolean; after: boolean } {
  const answers = judgeTwice(view, { ...closure, isClosure: true }, supposition, now);
  return {
    before: answers.length > 0 && answers.every(({ asItWas }) => asItWas.allowed),
    after: answers.length > 0 && answers.every(({ supposed }) => supposed.allowed),
  };
}

function isSame(a: Answer, b: Answer): boolean {
  return a.effect === b.effect && a.reasonCode === b.reasonCode;
}
