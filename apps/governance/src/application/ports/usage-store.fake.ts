import { BEHAVIOURS, DomainError } from '@sallyport/domain';
import {
  UsageStore,
  type AskedBehaviour,
  type Behaviour,
  type BehaviourCount,
  type BehaviourTotals,
  type ExceptionUse,
} from './usage-store';

/** The whole contract in memory. `down` makes every call fail as a dead database does. */
export class FakeUsageStore extends UsageStore {
  down = false;
  private readonly counted = new Set<string>();
  private readonly behaviours: BehaviourCount[] = [];
  private readonly exceptions: ExceptionUse[] = [];

  async count(
    id: string,
    behaviours: readonly BehaviourCount[],
    exceptions: readonly ExceptionUse[],
  ): Promise<boolean> {
    this.answer();
    if (this.counted.has(id)) return false;
    this.counted.add(id);
    this.behaviours.push(...behaviours);
    this.exceptions.push(...exceptions);
    return true;
  }

  async behavioursSince(asked: readonly AskedBehaviour[]): Promise<BehaviourTotals[]> {
    this.answer();
    return asked.map((one) => this.totalsOf(one));
  }

  private totalsOf({ agentId, since }: AskedBehaviour): BehaviourTotals {
    const lately = this.behaviours.filter(
      (seen) => seen.agentId === agentId && minuteOf(seen.at) >= minuteOf(since),
    );
    const totalOf = (behaviour: Behaviour): number =>
      lately.filter((seen) => seen.behaviour === behaviour).reduce((total, { count }) => total + count, 0);
    return Object.fromEntries(BEHAVIOURS.map((behaviour) => [behaviour, totalOf(behaviour)])) as Record<
      Behaviour,
      number
    >;
  }

  async exceptionUses(): Promise<ReadonlyMap<string, { uses: number; lastUsedAt: string }>> {
    this.answer();
    const uses = new Map<string, { uses: number; lastUsedAt: string }>();
    for (const use of this.exceptions) {
      const before = uses.get(use.exceptionId) ?? { uses: 0, lastUsedAt: use.at };
      const lastUsedAt = use.at > before.lastUsedAt ? use.at : before.lastUsedAt;
      uses.set(use.exceptionId, { uses: before.uses + use.uses, lastUsedAt });
    }
    return uses;
  }

  private answer(): void {
    if (this.down) throw new DomainError('store-unavailable', 'The database does not answer');
  }
}

function minuteOf(iso: string): string {
  return iso.slice(0, 'YYYY-MM-DDTHH:MM'.length);
}
