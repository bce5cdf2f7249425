import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookCredentialFiles: Rule = {
  code: 'hook-credential-files',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'credential-access',
  capabilities: ['credential-files'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook names files or addresses where credentials lie.',
  judge: (facts) =>
    sightings(hooks(facts), 'names a place where credentials lie', (trace) => sees(trace, 'credential-file')),
};
