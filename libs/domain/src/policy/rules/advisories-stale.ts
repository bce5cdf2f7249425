import type { Facts } from '../facts';
import { HOUR, instantOf } from '../readings/instant';
import { settingFor } from '../readings/maturity-setting';
import { NEXT_STEPS } from '../../contracts/next-steps';
import type { PolicyRules } from '../policy';
import type { PolicyRule } from '../rule';

export const advisoriesStale: PolicyRule = {
  code: 'advisories-stale',
  effect: 'undecided',
  summary:
    'No advisory data is loaded although the policy requires it, or it is older than the policy takes for this maturity: that no vulnerability is known would mean nothing.',
  settings: ['advisories-stale'],
  waiting: true,
  mode: (rules) => rules['advisories-stale'].mode,
  judgeBy: (rules, facts) => {
    const fault = faultOf(rules['advisories-stale'], facts);
    if (fault === undefined) return undefined;
    return {
      reason: `It cannot be said whether vulnerabilities are known: ${fault}.`,
      evidence: [{ fact: 'advisory', text: fault }],
      nextStep: { subject: NEXT_STEPS.importAdvisories, request: {} },
    };
  },
};

function faultOf(
  { required, maxAgeHours }: PolicyRules['advisories-stale'],
  { advisoryData, now, maturity }: Facts,
): string | undefined {
  if (advisoryData?.loaded !== true) return required ? 'no advisory data is loaded' : undefined;
  const most = settingFor(maxAgeHours, maturity);
  const { importedAt } = advisoryData;
  if (importedAt === null) return 'nobody knows how old the advisory data is';
  if (now - instantOf(importedAt) <= most * HOUR) return undefined;
  return `the advisory data of ${importedAt} is older than ${most} hours`;
}
