import { printable } from '../../errors';
import { judgeLicence } from '../readings/licence';
import { exceptFrom } from '../next-step';
import type { PolicyRule } from '../rule';

export const licenceRefused: PolicyRule = {
  code: 'licence-refused',
  effect: 'deny',
  summary: 'No choice of the licence expression (SPDX) is allowed by the policy.',
  settings: ['licence-refused'],
  waiting: false,
  mode: (rules) => rules['licence-refused'].mode,
  judgeBy: (rules, facts) => {
    const licence = facts.known?.release.licence ?? null;
    if (licence === null || judgeLicence(licence, rules['licence-refused']) !== 'refused') return undefined;
    return {
      reason: `The policy does not allow the licence ${printable(licence, 120)}.`,
      evidence: [{ fact: 'licence', text: printable(licence, 256) }],
      nextStep: exceptFrom('licence-refused', facts),
    };
  },
};
