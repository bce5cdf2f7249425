import type { Rule } from '../rule';

export const archiveDuplicateEntry: Rule = {
  code: 'archive-duplicate-entry',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'Two entries unpack to one path, and which one wins depends on the unpacker.',
  message: 'The archive is ambiguous',
  pattern: { where: 'archive', any: ['duplicate'] },
  samples: {
    hits: [
      {
        what: 'two of one',
        format: 'tarball',
        entries: [
          { name: 'package/a', content: '1' },
          { name: 'package/a', content: '2' },
        ],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'two of one name in two folders',
        format: 'tarball',
        files: { 'a/index.js': '1;', 'b/index.js': '2;' },
        why: 'Their paths differ.',
        verdict: 'clean',
      },
    ],
  },
};
