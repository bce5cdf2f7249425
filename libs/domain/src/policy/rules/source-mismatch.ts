import { printable } from '../../errors';
import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const sourceMismatch: PolicyRule = {
  code: 'source-mismatch',
  effect: 'deny',
  summary: 'The registry shows another source repository than the manifest inside the artifact names.',
  settings: ['source-mismatch'],
  waiting: false,
  mode: (rules) => rules['source-mismatch']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['source-mismatch'];
    const source = registryFact(facts, 'sourceAgainstInside');
    if (setting === undefined || source === null || source.agrees) return undefined;
    if (settingFor(setting.allow, facts.maturity)) return undefined;
    const [shown, own] = [source.registry, source.inside].map((url) => printable(url ?? 'none', 300));
    return {
      reason: `The registry shows the source ${shown}, and the artifact itself ${own}.`,
      evidence: [
        {
          fact: 'release',
          text: `registry: ${shown}, artifact: ${own}${toldBy(facts, 'sourceAgainstInside')}`,
        },
      ],
      nextStep: exceptFrom('source-mismatch', facts),
    };
  },
};
