import { seesNear } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDownloadAndDetach: Rule = {
  code: 'hook-download-and-detach',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook fetches something, and leaves a program running that outlives the installation.',
  judge: (facts) =>
    sightings(hooks(facts), 'fetches and leaves a program running', (trace) =>
      seesNear(trace, ['network'], ['detached']),
    ),
};
