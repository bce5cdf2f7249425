import { exceptFrom } from '../next-step';
import { settingFor } from '../readings/maturity-setting';
import { registryFact, toldBy } from '../readings/registry-fact';
import type { PolicyRule } from '../rule';

export const installScriptsHidden: PolicyRule = {
  code: 'install-scripts-hidden',
  effect: 'deny',
  summary: 'What the registry says of install scripts is not what the manifest inside the artifact says.',
  settings: ['install-scripts-hidden'],
  waiting: false,
  mode: (rules) => rules['install-scripts-hidden']?.mode ?? 'off',
  judgeBy: (rules, facts) => {
    const setting = rules['install-scripts-hidden'];
    const scripts = registryFact(facts, 'installScripts');
    if (setting === undefined || scripts === null || scripts.agrees) return undefined;
    if (settingFor(setting.allow, facts.maturity)) return undefined;
    return {
      reason: scripts.inside
        ? 'The artifact has install scripts that the registry does not tell of.'
        : 'The registry tells of install scripts that the artifact does not have.',
      evidence: [
        {
          fact: 'release',
          text: `registry: ${scripts.registry ? 'scripts' : 'none'}, artifact: ${scripts.inside ? 'scripts' : 'none'}${toldBy(facts, 'installScripts')}`,
        },
      ],
      nextStep: exceptFrom('install-scripts-hidden', facts),
    };
  },
};
