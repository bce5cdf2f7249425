import type { Rule } from '../rule';

export const archiveLimitExceeded: Rule = {
  code: 'archive-limit-exceeded',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'unknown',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'Unpacking breaks a limit of size, count or ratio; the rest was not read.',
  message: 'Unpacking was stopped',
  pattern: { where: 'archive', any: ['limit'] },
  samples: {
    hits: [
      {
        what: 'a bomb',
        format: 'tarball',
        files: { 'a.txt': { repeat: '\0', times: 48 * 1024 * 1024 } },
        verdict: 'unknown',
      },
    ],
    ignores: [
      {
        what: 'a long table',
        format: 'tarball',
        files: { 'a.txt': { repeat: '0,0,0,0\n', times: 100_000 } },
        why: 'Text packs well; a bomb is far larger.',
        verdict: 'clean',
      },
    ],
  },
};
