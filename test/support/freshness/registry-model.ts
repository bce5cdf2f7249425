import {
  isAllowed,
  NO_POLICY,
  NOT_APPROVED,
  UNREGISTERED,
  type AgentState,
  type LoggedChange,
  type PackageState,
  type PolicyState,
} from './history';

/** What one subject was from which revision on. */
class Timeline<S> {
  private readonly revisions: number[] = [];
  private readonly states: S[] = [];

  constructor(private readonly before: S) {}

  add(revision: number, state: S): void {
    this.revisions.push(revision);
    this.states.push(state);
  }

  at(revision: number): S {
    let low = 0;
    let high = this.revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.revisions[middle] as number) <= revision) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? this.before : (this.states[low - 1] as S);
  }
}

/** What every question has to be answered with at every revision, by the log alone. */
export class RegistryModel {
  private readonly packages = new Map<number, Timeline<PackageState>>();
  private readonly agents = new Map<number, Timeline<AgentState>>();
  private readonly policy = new Timeline<PolicyState>(NO_POLICY);

  constructor(log: readonly LoggedChange[]) {
    for (const { revision, parts } of log)
      for (const part of parts) {
        if (part.kind === 'package') of(this.packages, part.index, NOT_APPROVED).add(revision, part.state);
        else if (part.kind === 'agent') of(this.agents, part.index, UNREGISTERED).add(revision, part.state);
        else this.policy.add(revision, part.state);
      }
  }

  /** Whether the agent may use all of the packages. `at`: milliseconds since 1970. */
  allows(agent: number, packages: readonly number[], revision: number, at: number): boolean {
    const asking = this.agents.get(agent)?.at(revision) ?? UNREGISTERED;
    const policy = this.policy.at(revision);
    for (const index of packages) {
      const pkg = this.packages.get(index)?.at(revision) ?? NOT_APPROVED;
      if (!isAllowed(asking, pkg, policy, at)) return false;
    }
    return packages.length > 0;
  }
}

function of<S>(timelines: Map<number, Timeline<S>>, index: number, before: S): Timeline<S> {
  let timeline = timelines.get(index);
  if (timeline === undefined) timelines.set(index, (timeline = new Timeline(before)));
  return timeline;
}
