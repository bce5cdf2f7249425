import { sees } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookSubprocess: Rule = {
  code: 'hook-subprocess',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook runs programs that are not known for building addons, or installs further packages.',
  judge: (facts) =>
    sightings(hooks(facts), 'runs other programs', (trace) =>
      isPlatformDownload(trace, facts) ? undefined : sees(trace, 'subprocess', 'package-manager', 'detached'),
    ),
};
