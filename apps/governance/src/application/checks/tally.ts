import type { ReasonCode } from '@sallyport/domain';
import type { DecisionFigures } from '../ports/decision-counters';

/** Counts of answered checks in memory: two numbers, and one for each reason. */
export class Tally {
  private total = 0;
  private allowed = 0;
  private readonly byReason = new Map<ReasonCode, number>();

  get isEmpty(): boolean {
    return this.total === 0;
  }

  add(allowed: boolean, reasonCodes: readonly ReasonCode[]): void {
    this.total += 1;
    if (allowed) this.allowed += 1;
    for (const code of reasonCodes) this.byReason.set(code, (this.byReason.get(code) ?? 0) + 1);
  }

  figures(): DecisionFigures {
    return { total: this.total, allowed: this.allowed, byReason: Object.fromEntries(this.byReason) };
  }
}
