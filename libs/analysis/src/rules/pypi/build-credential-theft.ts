import { sees, seesNear } from '../../facts/artifact-facts';
import { builds, sightings } from '../traces';
import type { Rule } from '../rule';

export const buildCredentialTheft: Rule = {
  code: 'build-credential-theft',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['python', 'shell'],
  summary: 'Building the package reads credentials or the whole environment, and talks to the network.',
  judge: (facts) =>
    sightings(
      builds(facts),
      'reads credentials and talks to the network when the package is built',
      (trace) =>
        sees(trace, 'secret-sent') ??
        seesNear(trace, ['network'], ['credential-file', 'environment-harvest']),
    ),
};
