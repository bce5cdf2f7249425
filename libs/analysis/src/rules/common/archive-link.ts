import type { Rule } from '../rule';

export const archiveLink: Rule = {
  code: 'archive-link',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'An entry is a link; packages hold none when they are packed honestly.',
  message: 'The archive holds',
  pattern: { where: 'archive', any: ['link'] },
  samples: {
    hits: [
      {
        what: 'a link out of the package',
        format: 'tarball',
        entries: [{ name: 'package/x', type: 'symlink', linkname: '/etc' }],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a file that names a path',
        format: 'tarball',
        files: { 'link.txt': '/etc' },
        why: 'It is a file like any other.',
        verdict: 'clean',
      },
    ],
  },
};
