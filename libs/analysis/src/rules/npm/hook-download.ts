import { sees } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDownload: Rule = {
  code: 'hook-download',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook talks to the network by itself, and compares something with a digest or a signature.',
  judge: (facts) =>
    sightings(hooks(facts), 'talks to the network, and compares with a digest', (trace) =>
      !isPlatformDownload(trace, facts) && sees(trace, 'digest-check') !== undefined
        ? sees(trace, 'network')
        : undefined,
    ),
};
