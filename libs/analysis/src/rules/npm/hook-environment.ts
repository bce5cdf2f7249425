import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookEnvironment: Rule = {
  code: 'hook-environment',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'suspicious',
  tactic: 'collection',
  capabilities: ['environment'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook takes the whole environment.',
  judge: (facts) =>
    sightings(hooks(facts), 'takes the whole environment', (trace) => sees(trace, 'environment-harvest')),
};
