/** An inclusive range of whole numbers. */
export interface Run {
  from: number;
  to: number;
}

/**
 * A set of positive whole numbers kept as runs, so that numbers which count up without gaps take no memory,
 * in whatever order they come.
 */
export class NumberRuns {
  private readonly runs: Run[] = [];

  /** Adding a number twice changes nothing. */
  add(value: number): void {
    const last = this.runs.at(-1);
    if (last && value === last.to + 1) {
      last.to = value;
      return;
    }
    const index = this.indexAfter(value);
    const before = this.runs[index - 1];
    const after = this.runs[index];
    if (before && value <= before.to) return;
    const touchesBefore = before?.to === value - 1;
    const touchesAfter = after?.from === value + 1;
    if (before && after && touchesBefore && touchesAfter) {
      before.to = after.to;
      this.runs.splice(index, 1);
    } else if (before && touchesBefore) before.to = value;
    else if (after && touchesAfter) after.from = value;
    else this.runs.splice(index, 0, { from: value, to: value });
  }

  /** What is missing between 1 and the greatest number. */
  gaps(): Run[] {
    return this.runs
      .map((run, index) => ({ from: (this.runs[index - 1]?.to ?? 0) + 1, to: run.from - 1 }))
      .filter(({ from, to }) => from <= to);
  }

  /** Index of the first run that begins after `value`. */
  private indexAfter(value: number): number {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.runs[middle] as Run).from <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
