import type { MinMaturity } from '../agent/maturity';
import { NEXT_STEPS } from '../contracts/next-steps';
import type { NextStep } from './decision';
import type { Facts } from './facts';
import type { ReasonCode } from './reason-code';

/** Asks for the approval of this version, or of another one of the package, with all that it pulls in. */
export function requestVersion(facts: Facts, version: string = facts.package.version): NextStep {
  const { package: id } = facts;
  const requirement = id.ecosystem === 'pypi' ? `${id.name}==${version}` : `${id.name}@${version}`;
  return {
    subject: NEXT_STEPS.request,
    request: {
      actor: { kind: 'agent', id: addressee(facts) },
      ecosystem: id.ecosystem,
      requirements: [requirement],
      closure: true,
    },
  };
}

/** A reviewer's call. */
export function approveVersion({ package: id }: Facts, minMaturity: MinMaturity | null): NextStep {
  const packages = [{ ecosystem: id.ecosystem, name: id.name, version: id.version }];
  return {
    subject: NEXT_STEPS.approve,
    request: minMaturity === null ? { packages } : { packages, minMaturity },
  };
}

/** Leave for this agent and this version to pass one rule. */
export function exceptFrom(rule: ReasonCode, facts: Facts): NextStep {
  const { package: id } = facts;
  const selector = { kind: 'exact', ecosystem: id.ecosystem, name: id.name, version: id.version };
  return { subject: NEXT_STEPS.grantException, request: { rule, selector, agentId: addressee(facts) } };
}

/** Whom the answer is for. Not for deciding: a rule that looks at who asks looks at `agentId`. */
export function addressee(facts: Facts): string {
  return facts.addressee ?? facts.agentId;
}
