import { sees } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookNetwork: Rule = {
  code: 'hook-network',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network by itself, not through a tool known for building addons, and compares nothing with a digest.',
  judge: (facts) =>
    sightings(hooks(facts), 'talks to the network', (trace) =>
      isPlatformDownload(trace, facts) || sees(trace, 'digest-check') !== undefined
        ? undefined
        : sees(trace, 'network'),
    ),
};
