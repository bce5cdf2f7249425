import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookPersistence: Rule = {
  code: 'hook-persistence',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'persistence',
  capabilities: ['filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook writes where code is run again: shell start files, schedulers, auto-run files of agents and editors.',
  judge: (facts) => sightings(hooks(facts), 'makes itself run again', (trace) => sees(trace, 'persistence')),
};
