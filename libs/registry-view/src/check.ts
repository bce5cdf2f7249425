import {
  decide,
  parseAgentId,
  statusOf,
  type Decision,
  type Facts,
  type Maturity,
  type PackageId,
} from '@sallyport/domain';
import { NormalizedIds } from './normalized-ids';
import type { RegistryView } from './registry-view';

export interface PackageCheck {
  agentId: string;
  ecosystem: string;
  name: string;
  version: string;
}

export interface PackageJudgement {
  readonly decision: Decision;
  readonly facts: Facts;
}

/** Decided at one revision: nothing is applied to the view in between. */
export interface ClosureJudgement {
  readonly allowed: boolean;
  readonly agentId: string;
  readonly maturity: Maturity;
  readonly packages: readonly PackageJudgement[];
}

const ids = new NormalizedIds();

/**
 * Parses, gathers the facts from the view, and decides. No I/O.
 * @throws DomainError `invalid-agent-id`, `unknown-ecosystem`, `invalid-name`, `invalid-version`
 */
export function checkPackage(view: RegistryView, check: PackageCheck): PackageJudgement {
  const agent = agentFacts(view, check.agentId);
  return judge(view, agent, ids.of(check));
}

/** @throws DomainError as `checkPackage`; one bad package fails the whole question. */
export function checkClosure(
  view: RegistryView,
  check: { agentId: string; ecosystem: string; packages: readonly { name: string; version: string }[] },
): ClosureJudgement {
  const agent = agentFacts(view, check.agentId);
  const { ecosystem } = check;
  const packages = check.packages.map(({ name, version }) =>
    judge(view, agent, ids.of({ ecosystem, name, version })),
  );
  return {
    // An empty closure was not asked about anything, so nothing is allowed.
    allowed: packages.length > 0 && packages.every(({ decision }) => decision.allowed),
    agentId: agent.agentId,
    maturity: agent.maturity,
    packages,
  };
}

type AgentFacts = Pick<Facts, 'agentId' | 'maturity' | 'isAgentRegistered'>;

function agentFacts(view: RegistryView, agentId: string): AgentFacts {
  const registered = view.agent(agentId);
  // Only ids that were parsed are ever registered, so a known id needs no second look.
  if (registered !== undefined) return { agentId, maturity: registered, isAgentRegistered: true };
  return { agentId: parseAgentId(agentId), maturity: 'student', isAgentRegistered: false };
}

function judge(view: RegistryView, agent: AgentFacts, id: PackageId): PackageJudgement {
  const entry = view.lookup(id);
  const facts: Facts = {
    package: id,
    status: statusOf(entry),
    entry,
    agentId: agent.agentId,
    maturity: agent.maturity,
    isAgentRegistered: agent.isAgentRegistered,
  };
  return { decision: decide(facts, view.revision), facts };
}
