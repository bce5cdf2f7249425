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
  summary: 'Two entries of different content unpack to one path, and which one wins depends on the unpacker.',
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
        what: 'one file twice (what npm packed of `"main": "./dist/index.js"`)',
        format: 'tarball',
        entries: [
          { name: 'package/./dist/index.js', content: '1;' },
          { name: 'package/dist/index.js', content: '1;' },
        ],
        why: 'Whichever of them wins, the bytes are the same.',
        verdict: 'clean',
      },
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
