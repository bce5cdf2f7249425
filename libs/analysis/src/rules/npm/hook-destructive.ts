import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDestructive: Rule = {
  code: 'hook-destructive',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'impact',
  capabilities: ['filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook deletes the home or root directory.',
  judge: (facts) =>
    sightings(hooks(facts), 'deletes the home or root directory', (trace) => sees(trace, 'destructive')),
};
