import { printable } from '../../errors';
import { judgeLicence } from '../readings/licence';
import { exceptFrom } from '../next-step';
import type { PolicyRule } from '../rule';

export const licenceUnknown: PolicyRule = {
  code: 'licence-unknown',
  effect: 'undecided',
  summary: 'The licence is not known or is no SPDX expression, and `licence-refused` is in force.',
  settings: ['licence-refused'],
  waiting: false,
  mode: (rules) => rules['licence-refused'].mode,
  judgeBy: (rules, facts) => {
    const licence = facts.known?.release.licence ?? null;
    if (licence !== null && judgeLicence(licence, rules['licence-refused']) !== 'unreadable')
      return undefined;
    const text = licence === null ? 'not known' : `no SPDX expression: ${printable(licence, 120)}`;
    return {
      reason: `Nothing can be said of its licence (${text}).`,
      evidence: [{ fact: 'licence', text }],
      nextStep: exceptFrom('licence-unknown', facts),
    };
  },
};
