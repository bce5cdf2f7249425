import { sees } from '../../facts/artifact-facts';
import { hooks, isPlatformDownload, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookPlatformDownload: Rule = {
  code: 'hook-platform-download',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook can fetch its own prebuilt binary from the package registry, beside the optional packages that carry it.',
  judge: (facts) =>
    sightings(hooks(facts), 'can fetch its own prebuilt binary from the registry', (trace) =>
      isPlatformDownload(trace, facts) ? sees(trace, 'network', 'package-manager') : undefined,
    ),
};
