import { exceptFrom } from '../next-step';
import type { PolicyRule } from '../rule';

export const releaseYanked: PolicyRule = {
  code: 'release-yanked',
  effect: 'deny',
  summary: 'Whoever published the release took it back (PEP 592; on npm: deprecated or unpublished).',
  settings: ['release-yanked'],
  waiting: false,
  mode: (rules) => rules['release-yanked'].mode,
  judgeBy: (_rules, facts) =>
    facts.known?.release.yanked === true
      ? {
          reason: 'Its publisher has yanked this release.',
          evidence: [{ fact: 'release', text: 'yanked' }],
          nextStep: exceptFrom('release-yanked', facts),
        }
      : undefined,
};
