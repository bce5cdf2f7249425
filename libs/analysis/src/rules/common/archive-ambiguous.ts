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
        what: 'a folder by its name, with content',
        format: 'wheel',
        entries: [{ name: 'sample/x/', content: 'x = 1' }],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a file in a folder',
        format: 'wheel',
        files: { 'sample/x/a.py': 'x = 1' },
        why: 'Every program unpacks it the same way.',
        verdict: 'clean',
      },
    ],
  },
};
