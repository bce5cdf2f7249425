import type { Rule } from '../rule';

export const archiveUnsafePath: Rule = {
  code: 'archive-unsafe-path',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'An entry has a path that is absolute, climbs out of the package or misleads unpackers.',
  message: 'The archive holds',
  pattern: { where: 'archive', any: ['unsafe-path'] },
  samples: {
    hits: [
      {
        what: 'an escape',
        format: 'tarball',
        entries: [{ name: 'package/../../x', content: 'x' }],
        verdict: 'suspicious',
      },
      {
        what: 'an escape in a wheel',
        format: 'wheel',
        entries: [{ name: '../x', content: 'x' }],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'names with dots',
        format: 'tarball',
        files: { 'a..b/...c.js': '' },
        why: 'Only a whole segment of two dots climbs.',
        verdict: 'clean',
      },
    ],
  },
};
