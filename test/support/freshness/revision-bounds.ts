import type { LoggedChange, Operation } from './history';

/**
 * Which revisions a check may have been answered from. The log is a total order, so every revision was committed
 * after all that come before it began, and before any that comes after it was acknowledged.
 */
export class RevisionBounds {
  /** Ends of acknowledged operations, growing, and the greatest revision acknowledged until then. */
  private readonly ends: number[] = [];
  private readonly acknowledged: number[] = [];
  /** By place in the log: no sooner than this can it have been committed. */
  private readonly earliest: number[] = [];
  private readonly revisions: number[] = [];

  constructor(operations: readonly Operation[], log: readonly LoggedChange[]) {
    let greatest = 0;
    for (const { end, receipt } of [...operations].sort((a, b) => a.end - b.end)) {
      if (receipt === undefined || receipt.revision <= greatest) continue;
      greatest = receipt.revision;
      this.ends.push(end);
      this.acknowledged.push(greatest);
    }
    const starts = new Map(operations.map(({ id, start }) => [id, start]));
    let began = Number.NEGATIVE_INFINITY;
    for (const { revision, notes } of log) {
      for (const note of notes) began = Math.max(began, starts.get(note) ?? began);
      this.earliest.push(began);
      this.revisions.push(revision);
    }
  }

  /** The greatest revision whose acknowledgement came before this time; 0: none. */
  floor(time: number): number {
    const count = countBelow(this.ends, time);
    return count === 0 ? 0 : (this.acknowledged[count - 1] as number);
  }

  /** The greatest revision that can have been committed by this time; 0: none. */
  ceiling(time: number): number {
    const count = countBelow(this.earliest, time);
    return count === 0 ? 0 : (this.revisions[count - 1] as number);
  }
}

/** How many of these growing numbers are less. */
function countBelow(growing: readonly number[], value: number): number {
  let low = 0;
  let high = growing.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((growing[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
