import type { Rule } from '../rule';

export const archiveAmbiguous: Rule = {
  code: 'archive-ambiguous',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary:
    'Programs that unpack the archive disagree about what is in it: headers that contradict each other, entries over each other, bytes that belong to no entry.',
  message: 'The archive can be read in two ways',
  pattern: { where: 'archive', any: ['ambiguous'] },
  samples: {
    hits: [
      {
        what: 'an entry with another one below it',
        format: 'tarball',
        entries: [
          { name: 'package/a', content: '1' },
          { name: 'package/a/b', content: '2' },
        ],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a folder and a file in it',
        format: 'tarball',
        entries: [
          { name: 'package/a/', type: 'directory' },
          { name: 'package/a/b', content: '2' },
        ],
        why: 'Every program unpacks them the same way.',
        verdict: 'clean',
      },
    ],
  },
};
