import type { ReasonCode } from '@sallyport/domain';
import { DecisionCounters, type DecisionTotals } from '../ports/decision-counters';
import { Tally } from './tally';

/** Counts of this replica alone, since it started. */
export class InProcessCounters extends DecisionCounters {
  private readonly tally = new Tally();

  count(allowed: boolean, reasonCodes: readonly ReasonCode[]): void {
    this.tally.add(allowed, reasonCodes);
  }

  async flush(): Promise<void> {}

  async totals(): Promise<DecisionTotals> {
    return { ...this.tally.figures(), shared: false };
  }

  async close(): Promise<void> {}
}
