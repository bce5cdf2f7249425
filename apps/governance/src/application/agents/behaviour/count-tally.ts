import type { decisionsRecorded, EventData } from '@sallyport/domain';
import type { Behaviour, BehaviourCount, ExceptionUse } from '../../ports/usage-store';

export type Recorded = EventData<typeof decisionsRecorded>['decisions'][number];

export interface UsageCounts {
  behaviours: BehaviourCount[];
  uses: ExceptionUse[];
}

/** Sums held in memory; with the store away for longer, the newest are what a proposal is about. */
export const MAX_SUMS = 100_000;
/** Two behaviours in each of two minutes. */
const LOOKED_BACK = 4;
const MINUTE = 'YYYY-MM-DDTHH:MM'.length;

interface Sum {
  readonly behaviour: Behaviour;
  readonly minute: string;
  readonly at: string;
  count: number;
}

/**
 * Answers added up as they come, by agent and by the minute that they are kept by: a second has thousands of them, and
 * holding those until they are written would be what the garbage collector is busy with.
 */
export class CountTally {
  private readonly sums = new Map<string, Sum[]>();
  private readonly uses = new Map<string, ExceptionUse>();
  private size = 0;

  /** @param isRegistered nobody changes the maturity of others, and anybody can make up names of agents */
  constructor(private readonly isRegistered: (agentId: string) => boolean) {}

  add(decision: Recorded): void {
    const behaviour = seenIn(decision);
    if (behaviour !== undefined) this.addBehaviour(decision.agentId, behaviour, decision.at);
    for (const id of decision.exceptions ?? []) this.addUse(id, decision.at);
  }

  /** All of it; the tally is empty then. undefined: it was before. */
  take(): UsageCounts | undefined {
    if (this.size === 0 && this.uses.size === 0) return undefined;
    const behaviours = [...this.sums].flatMap(([agentId, sums]) =>
      sums.map(({ behaviour, count, at }) => ({ agentId, behaviour, count, at })),
    );
    const uses = [...this.uses.values()];
    this.sums.clear();
    this.uses.clear();
    this.size = 0;
    return { behaviours, uses };
  }

  private addBehaviour(agentId: string, behaviour: Behaviour, at: string): void {
    let sums = this.sums.get(agentId);
    if (sums === undefined) {
      if (!this.isRegistered(agentId)) return;
      this.sums.set(agentId, (sums = []));
    }
    const sum = newest(sums, behaviour, at);
    if (sum !== undefined) {
      sum.count += 1;
      return;
    }
    sums.push({ behaviour, minute: at.slice(0, MINUTE), at, count: 1 });
    this.size += 1;
    if (this.size > MAX_SUMS) this.forgetOlderHalf();
  }

  private addUse(exceptionId: string, at: string): void {
    const use = this.uses.get(exceptionId);
    this.uses.set(exceptionId, {
      exceptionId,
      uses: (use?.uses ?? 0) + 1,
      at: use !== undefined && use.at > at ? use.at : at,
    });
  }

  private forgetOlderHalf(): void {
    for (const [agentId, sums] of this.sums) {
      this.size -= sums.splice(0, Math.ceil(sums.length / 2)).length;
      if (sums.length === 0) this.sums.delete(agentId);
    }
  }
}

/** Minutes come in order, or nearly; one that comes late has a sum of its own, and the store adds the two. */
function newest(sums: readonly Sum[], behaviour: Behaviour, at: string): Sum | undefined {
  for (let back = 1; back <= LOOKED_BACK; back += 1) {
    const sum = sums[sums.length - back];
    if (sum === undefined) return undefined;
    if (sum.behaviour === behaviour && at.startsWith(sum.minute)) return sum;
  }
  return undefined;
}

/** A closure is one check, however many of its packages are banned. */
function seenIn(decision: Recorded): Behaviour | undefined {
  if ('packages' in decision) {
    if (decision.allowed) return 'clean-check';
    return decision.refused.some(({ reasonCode }) => reasonCode === 'banned') ? 'ban-hit' : undefined;
  }
  if (decision.effect === 'allow') return 'clean-check';
  return decision.reasonCode === 'banned' ? 'ban-hit' : undefined;
}
