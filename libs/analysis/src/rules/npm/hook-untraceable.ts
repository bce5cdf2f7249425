import { hooks, isPlatformDownload } from '../traces';
import type { Rule } from '../rule';

export const hookUntraceable: Rule = {
  code: 'hook-untraceable',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'A part of what an install hook runs cannot be read: a missing, unparsable or oversized file, or a name that only running it would tell.',
  judge: (facts) =>
    hooks(facts)
      .filter((trace) => !isPlatformDownload(trace, facts))
      .flatMap(({ entry, gaps }) =>
        gaps.map(({ what, file, line }) => ({
          message: `${entry} cannot be followed to its end: ${what}.`,
          ...(file === undefined ? {} : { file }),
          ...(line === undefined ? {} : { line }),
        })),
      ),
};
