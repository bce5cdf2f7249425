import { buildScriptsMatter } from '../readings/build-scripts';
import { exceptFrom } from '../next-step';
import type { PolicyRule } from '../rule';

export const buildScripts: PolicyRule = {
  code: 'build-scripts',
  effect: 'deny',
  summary:
    "Installing the version the ecosystem's way would run code of it, and the policy does not let this maturity have such packages.",
  settings: ['build-scripts'],
  waiting: false,
  mode: (rules) => rules['build-scripts'].mode,
  judgeBy: (rules, facts) =>
    facts.known?.release.buildScripts === true && buildScriptsMatter(rules['build-scripts'], facts)
      ? {
          reason: 'It has scripts that run when it is installed, and the policy names no leave for them.',
          evidence: [{ fact: 'release', text: 'has build or install scripts' }],
          nextStep: exceptFrom('build-scripts', facts),
        }
      : undefined,
};
