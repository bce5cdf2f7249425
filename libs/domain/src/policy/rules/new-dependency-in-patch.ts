import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const newDependencyInPatch: PolicyRule = {
  code: 'new-dependency-in-patch',
  effect: 'deny',
  summary:
    'A patch release brought in a dependency that was younger than the policy asks for this maturity when the release came.',
  settings: ['new-dependency-in-patch'],
  waiting: false,
  mode: (rules) => rules['new-dependency-in-patch']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['new-dependency-in-patch'];
    const change = registryFact(facts, 'newDependencies');
    if (setting === undefined || change?.step !== 'patch') return undefined;
    const least = settingFor(setting.minAgeDays, facts.maturity);
    const young = change.added.find(({ ageDays }) => ageDays !== null && ageDays < least);
    if (young === undefined) return undefined;
    const name = printable(young.name, 214);
    return {
      reason: `This patch release brings in ${name}, which was ${young.ageDays} days old then; it has to be ${least}.`,
      evidence: [
        {
          fact: 'release',
          text: `new against ${printable(change.previous ?? 'nothing', 128)}: ${name}${toldBy(facts, 'newDependencies')}`,
        },
      ],
      nextStep: exceptFrom('new-dependency-in-patch', facts),
    };
  },
};
