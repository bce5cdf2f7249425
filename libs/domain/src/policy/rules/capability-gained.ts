import { requestVersion } from '../next-step';
import { comparedWith, unseenDelta } from '../readings/delta';
import { settingFor } from '../readings/maturity-setting';
import type { PolicyRule } from '../rule';

export const capabilityGained: PolicyRule = {
  code: 'capability-gained',
  effect: 'undecided',
  summary:
    'What runs by itself can do something that it could not in the approved version before, and the approval is for more than this version: nobody has looked at it.',
  settings: ['capability-gained'],
  waiting: false,
  mode: (rules) => rules['capability-gained'].mode,
  judgeBy: (rules, facts) => {
    const delta = unseenDelta(facts);
    if (delta === undefined) return undefined;
    const allowed = settingFor(rules['capability-gained'].allow, facts.maturity);
    const gained = delta.capabilities.filter((capability) => !allowed.includes(capability));
    if (gained.length === 0) return undefined;
    return {
      reason: `It gained ${gained.join(', ')} ${comparedWith(delta)}.`,
      evidence: gained.map((capability) => ({
        fact: 'scan',
        text: `new ${comparedWith(delta)}: ${capability}`,
      })),
      nextStep: requestVersion(facts),
    };
  },
};
