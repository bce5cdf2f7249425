import type { Decision, Ecosystem, LastingDecision, Revision } from '@sallyport/domain';
import { SharedDecision, sharedDecision } from './shared-decision';

/** As many as a column's 16 bits can name; number 0 says that nothing is kept. */
const MOST_KINDS = 0xffff;
/** Kinds that time has left behind make room no more often than this. */
const AGE_SECONDS = 3_600;
const STANDINGS = 16;
/** Powers of two, in seconds, from 97 days down to a minute: a time that is kept begins or ends at one of their multiples. */
const STEPS = Array.from({ length: 18 }, (_, index) => 2 ** (23 - index));

/** An answer and the seconds, of which the last does not belong to it, in which it holds. */
interface Kind {
  readonly from: number;
  readonly until: number;
  readonly answer: SharedDecision | NonNullable<LastingDecision['tell']>;
}

type Columns = (Uint16Array | undefined)[];

/**
 * What was decided of whole package versions, by the row of the version and the standing of who asks: two bytes each,
 * outside the JavaScript heap. That is so little since answers are few; times are shortened until they are few as well.
 * Finding an answer here touches four places in memory, and reading memory is most of what a remembered answer costs.
 */
export class RowAnswers {
  private columns: Readonly<Record<Ecosystem, Columns>> = emptyColumns();
  private kinds: (Kind | undefined)[] = [undefined];
  private numbers = new Map<Kind['answer'], Map<string, number>>();
  private since = -Infinity;

  /** The answer as of this revision. undefined: none is kept that holds at this time. `now`: milliseconds since 1970. */
  answer(
    ecosystem: Ecosystem,
    row: number,
    { standing, agentId, now }: { readonly standing: number; readonly agentId: string; readonly now: number },
    revision: Revision,
  ): Decision | undefined {
    const kind = this.kindAt(ecosystem, row, standing, now);
    if (kind === undefined) return undefined;
    const { answer } = kind;
    return answer instanceof SharedDecision ? answer.asOf(revision) : answer(agentId, revision);
  }

  holds(ecosystem: Ecosystem, row: number, standing: number, now: number): boolean {
    return this.kindAt(ecosystem, row, standing, now) !== undefined;
  }

  /** False: it is not kept, because it holds too shortly or rests on who asks, or because there are too many others. */
  keep(
    ecosystem: Ecosystem,
    row: number,
    { standing, now }: { readonly standing: number; readonly now: number },
    lasting: LastingDecision,
  ): boolean {
    const answer = lasting.decision === undefined ? lasting.tell : sharedDecision(lasting.decision);
    const second = Math.floor(now / 1_000);
    const from = shortenedFrom(Math.floor(lasting.after / 1_000) + 1, second);
    const until = shortenedUntil(Math.ceil(lasting.before / 1_000) - 1, second);
    if (answer === undefined || from === undefined || until === undefined) return false;
    const number = this.numberOf({ from, until, answer }, second);
    if (number === undefined) return false;
    this.columnFor(ecosystem, standing, row)[row] = number;
    return true;
  }

  forget(ecosystem: Ecosystem, rows: Iterable<number>): void {
    for (const row of rows)
      for (const column of this.columns[ecosystem])
        if (column !== undefined && row < column.length) column[row] = 0;
  }

  clear(): void {
    this.columns = emptyColumns();
    this.kinds = [undefined];
    this.numbers = new Map();
  }

  private kindAt(ecosystem: Ecosystem, row: number, standing: number, now: number): Kind | undefined {
    const kind = this.kinds[this.columns[ecosystem][standing]?.[row] ?? 0];
    const second = now / 1_000;
    // Both comparisons have to hold: a time that is no number is in no interval.
    return kind !== undefined && kind.from <= second && second < kind.until ? kind : undefined;
  }

  private numberOf(kind: Kind, second: number): number | undefined {
    const times = `${kind.from}:${kind.until}`;
    const known = this.numbers.get(kind.answer)?.get(times);
    if (known !== undefined) return known;
    if (this.kinds.length > MOST_KINDS) {
      if (!(Math.abs(second - this.since) > AGE_SECONDS)) return undefined;
      this.clear();
    }
    if (this.kinds.length === 1) this.since = second;
    const number = this.kinds.push(kind) - 1;
    let byTimes = this.numbers.get(kind.answer);
    if (byTimes === undefined) this.numbers.set(kind.answer, (byTimes = new Map()));
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
