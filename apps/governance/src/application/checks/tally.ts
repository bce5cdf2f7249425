import type { ReasonCode } from '@sallyport/domain';
import type { CountedCheck, DecisionFigures } from '../ports/decision-counters';

/** Counts of answered checks in memory: two numbers, and one for each reason. */
export class Tally {
  private total = 0;
  private allowed = 0;
  private readonly byReason = new Map<ReasonCode, number>();

  get isEmpty(): boolean {
    return this.total === 0;
  }

  add({ allowed, packages }: CountedCheck): void {
    this.total += 1;
    if (allowed) this.allowed += 1;
    for (const { reasonCode } of packages)
      this.byReason.set(reasonCode, (this.byReason.get(reasonCode) ?? 0) + 1);
  }

  figures(): DecisionFigures {
    return { total: this.total, allowed: this.allowed, byReason: Object.fromEntries(this.byReason) };
  }
}
