import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const publisherChanged: PolicyRule = {
  code: 'publisher-changed',
  effect: 'deny',
  summary:
    'Somebody else published it than the version before, and the policy does not trust that change for this maturity.',
  settings: ['publisher-changed'],
  waiting: false,
  mode: (rules) => rules['publisher-changed']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['publisher-changed'];
    const change = registryFact(facts, 'publisherChange');
    if (setting === undefined || change === null || !change.changed) return undefined;
    const allowed = settingFor(setting.allow, facts.maturity);
    if (allowed === 'anyone' || (allowed === 'earlier' && !change.isNewcomer)) return undefined;
    const before = printable(change.before ?? 'nobody', 100);
    const publisher = printable(registryFact(facts, 'publisher') ?? 'somebody else', 100);
    return {
      reason: `Published by ${publisher}, and the version before by ${before}${change.isNewcomer ? '; no earlier one is by the new publisher' : ''}.`,
      evidence: [
        {
          fact: 'release',
          text: `publisher: ${publisher}, before: ${before}${toldBy(facts, 'publisherChange')}`,
        },
      ],
      nextStep: exceptFrom('publisher-changed', facts),
    };
  },
};
