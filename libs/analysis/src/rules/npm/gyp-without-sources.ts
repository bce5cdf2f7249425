import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const gypWithoutSources: Rule = {
  code: 'gyp-without-sources',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['gyp'],
  summary: 'The file binding.gyp runs commands and has nothing to compile.',
  judge: (facts) =>
    sightings(hooks(facts), 'runs commands and has nothing to compile', (trace) =>
      sees(trace, 'gyp-without-sources'),
    ),
};
