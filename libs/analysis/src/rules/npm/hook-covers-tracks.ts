import { seesNear } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookCoversTracks: Rule = {
  code: 'hook-covers-tracks',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['network', 'subprocess', 'filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook deletes itself after it started a program or talked to the network.',
  judge: (facts) =>
    sightings(hooks(facts), 'deletes itself', (trace) =>
      seesNear(trace, ['network', 'detached', 'subprocess'], ['self-delete']),
    ),
};
