import { DecisionCounters, type CountedCheck, type DecisionTotals } from '../ports/decision-counters';
import { Busiest } from './busiest';
import { Tally } from './tally';

/** Counts of this replica alone, since it started. */
export class InProcessCounters extends DecisionCounters {
  private readonly tally = new Tally();
  private readonly busiest = new Busiest();

  count(check: CountedCheck): void {
    this.tally.add(check);
    this.busiest.add(check);
  }

  async flush(): Promise<void> {}

  async totals(): Promise<DecisionTotals> {
    return { ...this.tally.figures(), ...this.busiest.figures(), shared: false };
  }

  async close(): Promise<void> {}
}
