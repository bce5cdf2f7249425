import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookNativeBuild: Rule = {
  code: 'hook-native-build',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'low',
  verdict: 'warning',
  tactic: 'execution',
  capabilities: ['native-code'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook builds or fetches a native addon with a tool known for it.',
  judge: (facts) => sightings(hooks(facts), 'builds a native addon', (trace) => sees(trace, 'native-build')),
};
