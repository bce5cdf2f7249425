import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const releaseBurst: PolicyRule = {
  code: 'release-burst',
  effect: 'deny',
  summary:
    'More releases of the package came within an hour or a day of it than the policy allows for this maturity.',
  settings: ['release-burst'],
  waiting: false,
  mode: (rules) => rules['release-burst']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['release-burst'];
    const burst = registryFact(facts, 'burst');
    if (setting === undefined || burst === null) return undefined;
    const inHour = settingFor(setting.maxInHour, facts.maturity);
    const inDay = settingFor(setting.maxInDay, facts.maturity);
    if (burst.hour <= inHour && burst.day <= inDay) return undefined;
    return {
      reason: `It is one of ${burst.hour} releases within an hour and ${burst.day} within a day; ${inHour} and ${inDay} are allowed.`,
      evidence: [
        {
          fact: 'release',
          text: `${burst.hour} releases in an hour, ${burst.day} in a day${toldBy(facts, 'burst')}`,
        },
      ],
      nextStep: exceptFrom('release-burst', facts),
    };
  },
};
