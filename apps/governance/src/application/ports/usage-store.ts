import type { BEHAVIOURS } from '@sallyport/domain';

export type Behaviour = (typeof BEHAVIOURS)[number];

export interface BehaviourCount {
  agentId: string;
  behaviour: Behaviour;
  count: number;
  /** ISO 8601. */
  at: string;
}

export type BehaviourTotals = Readonly<Record<Behaviour, number>>;

export interface AskedBehaviour {
  agentId: string;
  /** ISO 8601. */
  since: string;
}

export interface ExceptionUse {
  exceptionId: string;
  uses: number;
  /** ISO 8601. */
  at: string;
}

/** What agents did and which exceptions were used. Figures for people's decisions; a check never looks at them. */
export abstract class UsageStore {
  /** Counts once for each id, all of it or nothing. false: this id was counted before. @throws DomainError `store-unavailable` */
  abstract count(
    id: string,
    behaviours: readonly BehaviourCount[],
    exceptions: readonly ExceptionUse[],
  ): Promise<boolean>;

  /**
   * In the order asked. Counted by the minute: the one that `since` lies in counts as a whole. What is older than 90
   * days may be gone. @throws DomainError `store-unavailable`
   */
  abstract behavioursSince(asked: readonly AskedBehaviour[]): Promise<BehaviourTotals[]>;

  async behaviourSince(agentId: string, since: string): Promise<BehaviourTotals> {
    return (await this.behavioursSince([{ agentId, since }]))[0] as BehaviourTotals;
  }

  /** By id of the exception; those never used are absent. */
  abstract exceptionUses(): Promise<ReadonlyMap<string, { uses: number; lastUsedAt: string }>>;
}
