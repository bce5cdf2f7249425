import { sees } from '../../facts/artifact-facts';
import { builds, sightings } from '../traces';
import type { Rule } from '../rule';

export const buildNetwork: Rule = {
  code: 'build-network',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['python', 'shell'],
  summary: 'Building the package talks to the network. Builds here have none.',
  judge: (facts) =>
    sightings(builds(facts), 'talks to the network when the package is built', (trace) =>
      sees(trace, 'network', 'package-manager'),
    ),
};
