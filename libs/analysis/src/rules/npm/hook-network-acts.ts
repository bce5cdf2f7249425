import { seesNear } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookNetworkActs: Rule = {
  code: 'hook-network-acts',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess', 'environment', 'filesystem-write', 'dynamic-code', 'obfuscation'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network, and starts programs, evaluates text, reads secrets, or tells who the machine is.',
  judge: (facts) =>
    sightings(hooks(facts), 'talks to the network, and acts', (trace) =>
      isPlatformDownload(trace, facts)
        ? undefined
        : seesNear(
            trace,
            ['network'],
            [
              'subprocess',
              'package-manager',
              'downloaded-program',
              'dynamic-code',
              'obfuscation',
              'environment-secret',
              'identity-sent',
              'secret-sent',
              'remote-code',
              'persistence',
              'self-delete',
              'drop-host',
            ],
          ),
    ),
};
