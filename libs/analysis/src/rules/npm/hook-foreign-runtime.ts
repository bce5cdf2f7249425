import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookForeignRuntime: Rule = {
  code: 'hook-foreign-runtime',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook runs code with another JavaScript runtime.',
  judge: (facts) =>
    sightings(hooks(facts), 'runs another runtime', (trace) => sees(trace, 'foreign-runtime')),
};
