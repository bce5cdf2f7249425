import { seesNear } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDownloadedRuntime: Rule = {
  code: 'hook-downloaded-runtime',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook fetches another JavaScript runtime and runs code with it.',
  judge: (facts) =>
    sightings(hooks(facts), 'fetches another runtime and runs it', (trace) =>
      seesNear(trace, ['network', 'package-manager'], ['foreign-runtime']),
    ),
};
