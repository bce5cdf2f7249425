import { buildScriptsMatter } from '../readings/build-scripts';
import { requestVersion } from '../next-step';
import type { PolicyRule } from '../rule';

export const buildScriptsUnknown: PolicyRule = {
  code: 'build-scripts-unknown',
  effect: 'undecided',
  summary: 'Whether installing it would run code of it is not known, and `build-scripts` would refuse that.',
  settings: ['build-scripts'],
  waiting: false,
  mode: (rules) => rules['build-scripts'].mode,
  judgeBy: (rules, facts) =>
    (facts.known?.release.buildScripts ?? null) === null && buildScriptsMatter(rules['build-scripts'], facts)
      ? {
          reason: 'It is not known whether it has scripts that run when it is installed.',
          evidence: [{ fact: 'release', text: 'unknown: build scripts' }],
          nextStep: requestVersion(facts),
        }
      : undefined,
};
