import type { VersionDelta } from '../../registry/delta/version-delta';
import type { Facts } from '../facts';
import type { PolicyRules, RuleMode } from '../policy';
import { governingApproval, namesOneVersion } from './approval';
import { settingFor } from './maturity-setting';

type Compared = Extract<VersionDelta, { kind: 'compared' }>;

export const DELTA_RULES = ['capability-gained', 'install-script-changed'] as const;

/** Whether the approval that decides was given for more than this version: then nobody has seen what is new in it. */
export function restsOnStanding(facts: Facts): boolean {
  const governing = governingApproval(facts);
  return governing !== undefined && !namesOneVersion(governing);
}

/** undefined: it is not known, there is nothing to compare with, or somebody has looked at this very version. */
export function unseenDelta(facts: Facts): Compared | undefined {
  return facts.delta?.kind === 'compared' && restsOnStanding(facts) ? facts.delta : undefined;
}

/** Why it is not known what is new; undefined: it is known, or nobody needs it. */
export function whyDeltaUnknown(facts: Facts): string | undefined {
  if (!restsOnStanding(facts)) return undefined;
  if (facts.delta === undefined) return 'nobody compared it';
  return facts.delta.why;
}

/** Modes of the rules that ask what is new and could refuse something to this agent. */
export function modesOfDelta(rules: PolicyRules, { maturity }: Facts): RuleMode[] {
  const scripts = rules['install-script-changed'];
  return [
    rules['capability-gained'].mode,
    ...(settingFor(scripts.allow, maturity) ? [] : [scripts.mode]),
  ].filter((mode) => mode !== 'off');
}

/** As evidence: what it was compared with. */
export function comparedWith({ from, how }: Compared): string {
  return how === 'approved'
    ? `since ${from}, which was approved`
    : `since ${from}, which was scanned and which nobody approved`;
}
