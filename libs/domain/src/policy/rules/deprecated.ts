import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const deprecated: PolicyRule = {
  code: 'deprecated',
  effect: 'deny',
  summary:
    'Its publisher says that it is not to be used any more, and the policy does not allow that for this maturity.',
  settings: ['deprecated'],
  waiting: false,
  mode: (rules) => rules['deprecated']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['deprecated'];
    const said = registryFact(facts, 'deprecated');
    if (setting === undefined || said?.deprecated !== true || settingFor(setting.allow, facts.maturity))
      return undefined;
    const message = said.message === null ? '.' : `: ${printable(said.message)}`;
    return {
      reason: `Its publisher has deprecated this release${message}`,
      evidence: [{ fact: 'release', text: `deprecated${toldBy(facts, 'deprecated')}` }],
      nextStep: exceptFrom('deprecated', facts),
    };
  },
};
