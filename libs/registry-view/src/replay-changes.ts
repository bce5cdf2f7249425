import type { Decision, Ecosystem, PackageId } from '@sallyport/domain';
import type { Answer } from './replay-records';

/** One kind of change of one package version, over all checks. */
export interface AnswerChange {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly before: Answer;
  readonly after: Answer;
  /** Of the first decision that came out so. */
  readonly reason: string;
  readonly checks: number;
  /** At most 100. */
  readonly agents: readonly string[];
}

const MAX_AGENTS_OF_CHANGE = 100;

interface Group extends Omit<AnswerChange, 'checks' | 'agents'> {
  checks: number;
  agents: Set<string>;
}

/** Counts what became of what, a check at a time. */
export class ChangeTally {
  private readonly groups = new Map<string, Group>();
  private readonly byAgent = new Map<string, number>();
  changedChecks = 0;

  /** `changed`: packages of one check whose answer is another, each once. */
  add(agentId: string, changed: readonly { id: PackageId; before: Answer; after: Decision }[]): void {
    if (changed.length === 0) return;
    this.changedChecks += 1;
    this.byAgent.set(agentId, (this.byAgent.get(agentId) ?? 0) + 1);
    for (const { id, before, after } of changed) {
      const group = this.groupOf(id, before, after);
      group.checks += 1;
      if (group.agents.size < MAX_AGENTS_OF_CHANGE) group.agents.add(agentId);
    }
  }

  /** What most checks met first. */
  changes(limit: number): AnswerChange[] {
    return [...this.groups.values()]
      .sort((a, b) => b.checks - a.checks)
      .slice(0, limit)
      .map((group) => ({ ...group, agents: [...group.agents].sort() }));
  }

  agents(limit: number): { agentId: string; changed: number }[] {
    return [...this.byAgent]
      .map(([agentId, changed]) => ({ agentId, changed }))
      .sort((a, b) => b.changed - a.changed || (a.agentId < b.agentId ? -1 : 1))
      .slice(0, limit);
  }

  private groupOf({ ecosystem, name, version }: PackageId, before: Answer, after: Decision): Group {
    const { effect, reasonCode, reason } = after;
    const key = JSON.stringify([
      ecosystem,
      name,
      version,
      before.effect,
      before.reasonCode,
      effect,
      reasonCode,
    ]);
    let group = this.groups.get(key);
    if (group === undefined) {
      group = {
        ecosystem,
        name,
        version,
        before: { effect: before.effect, reasonCode: before.reasonCode },
        after: { effect, reasonCode },
        reason,
        checks: 0,
        agents: new Set(),
      };
      this.groups.set(key, group);
    }
    return group;
  }
}
