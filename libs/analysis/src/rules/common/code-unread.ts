import type { Rule } from '../rule';

export const codeUnread: Rule = {
  code: 'code-unread',
  ecosystem: 'any',
  kind: 'code',
  severity: 'low',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['javascript', 'python'],
  summary:
    'Code in the artifact was not read: too large, too deeply nested, too many files, in no language that could be parsed, or an archive that could not be opened. Nothing is known of it.',
  judge: ({ unread }) =>
    unread.map(({ file, what }) => ({
      message: `${file ?? 'The artifact'} was not read: ${what}.`,
      ...(file === undefined ? {} : { file }),
    })),
  samples: {
    hits: [
      {
        what: 'code in no language that could be parsed',
        format: 'tarball',
        files: { 'index.js': 'fetch(x); )(' },
        verdict: 'warning',
      },
      {
        what: 'code that is nested too deeply',
        format: 'tarball',
        files: { 'index.js': { repeat: '[', times: 100_000, then: 'fetch(x)' } },
        verdict: 'warning',
      },
      {
        what: 'compiled Python beside its source',
        format: 'wheel',
        files: {
          'sample/a.py': 'x = 1',
          'sample/__pycache__/a.cpython-312.pyc': { hex: '00000000000000000000' },
        },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'code in no language, that names nothing it could act by',
        format: 'tarball',
        files: { 'index.js': 'a )( b' },
        why: 'It can only compute.',
        verdict: 'clean',
      },
    ],
  },
};
