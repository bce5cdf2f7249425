import type { MinMaturity } from '../agent/maturity';
import { NEXT_STEPS } from '../contracts/next-steps';
import type { NextStep } from './decision';
import type { Facts } from './facts';
import type { ReasonCode } from './reason-code';

/** Asks for the approval of this version, or of another one of the package, with all that it pulls in. */
export function requestVersion({ package: id, agentId }: Facts, version: string = id.version): NextStep {
  const requirement = id.ecosystem === 'pypi' ? `${id.name}==${version}` : `${id.name}@${version}`;
  return {
    subject: NEXT_STEPS.request,
    request: {
      actor: { kind: 'agent', id: agentId },
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
export function exceptFrom(rule: ReasonCode, { package: id, agentId }: Facts): NextStep {
  const selector = { kind: 'exact', ecosystem: id.ecosystem, name: id.name, version: id.version };
  return { subject: NEXT_STEPS.grantException, request: { rule, selector, agentId } };
}
