import type { Ecosystem, LastingDecision, ReasonCode } from '@sallyport/domain';
import { sharedDecision, type SharedDecision } from './shared-decision';

/** As many as a column's 16 bits can name; number 0 says that nothing is kept. */
const MOST_ANSWERS = 0xffff;
/** Of so many on, only those that many versions have: the others must leave room for them. */
const MOST_UNLIKE = 0x7fff;
/** Answers that time has left behind make room no more often than this. */
const AGE_SECONDS = 3_600;
/** What nothing is kept of is decided ahead again no more often than this. */
const PASSED_SECONDS = 4_096;
const STANDINGS = 16;
/** Powers of two, in seconds, from 97 days down to a minute: a time that is kept begins or ends at one of their multiples. */
const STEPS = Array.from({ length: 18 }, (_, index) => 2 ** (23 - index));

/** An answer and the seconds, of which the last does not belong to it, in which it holds. */
export interface RowAnswer {
  readonly allowed: boolean;
  readonly reasonCode: ReasonCode;
  readonly from: number;
  readonly until: number;
  readonly told: SharedDecision | NonNullable<LastingDecision['tell']>;
}

/** Without `told`: it was decided, and nothing of it is kept. */
type Kept = Omit<RowAnswer, 'told'> & { readonly told: RowAnswer['told'] | undefined };
type Columns = (Uint16Array | undefined)[];

interface Place {
  readonly ecosystem: Ecosystem;
  readonly row: number;
}

interface Asked {
  readonly standing: number;
  readonly now: number;
  /** Nobody has asked: an answer that no other version has is not kept then. */
  readonly isAhead?: boolean;
}

/**
 * What was decided of whole package versions, by the row of the version and the standing of who asks: two bytes each,
 * outside the JavaScript heap. That is so little since answers are few: most refusals name the version, but those are kept
 * only where somebody has asked, and times are shortened until they are few as well. Finding an answer here touches four places in memory, and reading memory is most of what a remembered answer costs.
 */
export class RowAnswers {
  private columns: Readonly<Record<Ecosystem, Columns>> = emptyColumns();
  private answers: (Kept | undefined)[] = [undefined];
  private numbers = new Map<Kept['told'], Map<string, number>>();
  /** Where an answer was come by that no other version has had yet. */
  private once = new WeakMap<RowAnswer['told'], Place>();
  private since = -Infinity;

  /** undefined: none is kept that holds at this time. `now`: milliseconds since 1970. */
  answer(ecosystem: Ecosystem, row: number, standing: number, now: number): RowAnswer | undefined {
    const kept = this.kept(ecosystem, row, standing, now);
    return kept?.told === undefined ? undefined : (kept as RowAnswer);
  }

  /** Whether there is an answer, or `passOver` was told not long ago that there is none. */
  isLookedAfter(ecosystem: Ecosystem, row: number, standing: number, now: number): boolean {
    return this.kept(ecosystem, row, standing, now) !== undefined;
  }

  /**
   * False: it is not kept, because it holds too shortly, rests on who asks or is like no other that was asked for, or
   * because there are too many others.
   */
  keep(
    ecosystem: Ecosystem,
    row: number,
    { standing, now, isAhead = false }: Asked,
    lasting: LastingDecision,
  ): boolean {
    const told = lasting.decision === undefined ? lasting.tell : sharedDecision(lasting.decision);
    const second = Math.floor(now / 1_000);
    const from = shortenedFrom(Math.floor(lasting.after / 1_000) + 1, second);
    const until = shortenedUntil(Math.ceil(lasting.before / 1_000) - 1, second);
    if (told === undefined || from === undefined || until === undefined) return false;
    if (!this.isOfMany(told, { ecosystem, row }) && (isAhead || this.answers.length > MOST_UNLIKE))
      return false;
    const { effect, code = 'no-rule' } = lasting.rule ?? {};
    return this.put({ ecosystem, row }, standing, second, {
      allowed: effect === 'allow',
      reasonCode: code,
      from,
      until,
      told,
    });
  }

  /** Nothing was kept, and it is not worth another try for some time. */
  passOver(ecosystem: Ecosystem, row: number, { standing, now }: Asked): void {
    const second = Math.floor(now / 1_000);
    const from = Math.floor(second / PASSED_SECONDS) * PASSED_SECONDS;
    const times = { from, until: from + PASSED_SECONDS };
    this.put({ ecosystem, row }, standing, second, {
      allowed: false,
      reasonCode: 'no-rule',
      ...times,
      told: undefined,
    });
  }

  forget(ecosystem: Ecosystem, rows: Iterable<number>): void {
    for (const row of rows)
      for (const column of this.columns[ecosystem])
        if (column !== undefined && row < column.length) column[row] = 0;
  }

  clear(): void {
    this.columns = emptyColumns();
    this.answers = [undefined];
    this.numbers = new Map();
    this.once = new WeakMap();
  }

  private kept(ecosystem: Ecosystem, row: number, standing: number, now: number): Kept | undefined {
    const kept = this.answers[this.columns[ecosystem][standing]?.[row] ?? 0];
    const second = now / 1_000;
    // Both comparisons have to hold: a time that is no number is in no interval.
    return kept !== undefined && kept.from <= second && second < kept.until ? kept : undefined;
  }

  /** Whether another version has had this answer as well. The first to have had it is to be looked after again. */
  private isOfMany(told: RowAnswer['told'], { ecosystem, row }: Place): boolean {
    if (this.numbers.has(told)) return true;
    const first = this.once.get(told);
    if (first === undefined) this.once.set(told, { ecosystem, row });
    if (first === undefined || (first.ecosystem === ecosystem && first.row === row)) return false;
    this.forget(first.ecosystem, [first.row]);
    return true;
  }

  /** False: there are too many others. */
  private put({ ecosystem, row }: Place, standing: number, second: number, kept: Kept): boolean {
    const number = this.numberOf(kept, second);
    if (number === undefined) return false;
    this.columnFor(ecosystem, standing, row)[row] = number;
    return true;
  }

  private numberOf(answer: Kept, second: number): number | undefined {
    const times = `${answer.from}:${answer.until}`;
    const known = this.numbers.get(answer.told)?.get(times);
    if (known !== undefined) return known;
    if (this.answers.length > MOST_ANSWERS) {
      if (!(Math.abs(second - this.since) > AGE_SECONDS)) return undefined;
      this.clear();
    }
    if (this.answers.length === 1) this.since = second;
    const number = this.answers.push(answer) - 1;
    let byTimes = this.numbers.get(answer.told);
    if (byTimes === undefined) this.numbers.set(answer.told, (byTimes = new Map()));
    byTimes.set(times, number);
    return number;
  }

  private columnFor(ecosystem: Ecosystem, standing: number, row: number): Uint16Array {
    const columns = this.columns[ecosystem];
    const column = columns[standing];
    if (column !== undefined && row < column.length) return column;
    const grown = new Uint16Array(Math.max(1_024, Math.ceil((row + 1) * 1.5)));
    if (column !== undefined) grown.set(column);
    return (columns[standing] = grown);
  }
}

function emptyColumns(): Record<Ecosystem, Columns> {
  const empty = (): Columns => Array.from({ length: STANDINGS }, () => undefined);
  return { pypi: empty(), npm: empty() };
}

/** Later than it is by as much as lets it be one of few, and no later than now; undefined: it is too close for that. */
function shortenedFrom(from: number, second: number): number | undefined {
  if (from === -Infinity) return from;
  return STEPS.map((step) => Math.floor(second / step) * step).find((begins) => begins >= from);
}

function shortenedUntil(until: number, second: number): number | undefined {
  if (until === Infinity) return until;
  return STEPS.map((step) => (Math.floor(second / step) + 1) * step).find((ends) => ends <= until);
}
