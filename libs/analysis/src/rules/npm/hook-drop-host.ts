import { seesNear } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDropHost: Rule = {
  code: 'hook-drop-host',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook names a host that exfiltration uses (webhook collectors, paste sites, bare IP addresses) and talks to the network.',
  judge: (facts) =>
    sightings(hooks(facts), 'talks to a host that exfiltration uses', (trace) =>
      seesNear(trace, ['network'], ['drop-host']),
    ),
};
