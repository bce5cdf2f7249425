import { seesNear } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookCredentialTheft: Rule = {
  code: 'hook-credential-theft',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook reads credentials or the whole environment, and talks to the network.',
  judge: (facts) =>
    sightings(hooks(facts), 'reads credentials and talks to the network', (trace) =>
      seesNear(trace, ['network'], ['credential-file', 'environment-harvest']),
    ),
};
