import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const longDormant: PolicyRule = {
  code: 'long-dormant',
  effect: 'deny',
  summary:
    'The package had had no release for longer than the policy allows for this maturity when this one came.',
  settings: ['long-dormant'],
  waiting: false,
  mode: (rules) => rules['long-dormant']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['long-dormant'];
    const gap = registryFact(facts, 'dormancy');
    if (setting === undefined || gap === null) return undefined;
    const most = settingFor(setting.maxDays, facts.maturity);
    if (gap.days <= most) return undefined;
    return {
      reason: `The package had slept for ${gap.days} days before this release; ${most} are allowed.`,
      evidence: [
        {
          fact: 'release',
          text: `${gap.days} days after ${printable(gap.previous ?? 'nothing', 128)}${toldBy(facts, 'dormancy')}`,
        },
      ],
      nextStep: exceptFrom('long-dormant', facts),
    };
  },
};
