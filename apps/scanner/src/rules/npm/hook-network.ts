import { sees } from '../../analysis/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookNetwork: Rule = {
  code: 'hook-network',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'warning',
  summary: 'An install hook talks to the network by itself, not through a tool known for building addons.',
  judge: (facts) =>
    sightings(hooks(facts), 'talks to the network', (trace) =>
      isPlatformDownload(trace, facts) ? undefined : sees(trace, 'network'),
    ),
};
