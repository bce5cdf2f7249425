import type { Rule } from '../rule';

export const recordUnlistedFile: Rule = {
  code: 'record-unlisted-file',
  ecosystem: 'pypi',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'A file of the wheel is not listed in RECORD.',
  judge: ({ recordFaults }) =>
    recordFaults
      .filter((fault) => fault.kind === 'unlisted')
      .map(({ path }) => ({ message: `${path} is not listed in RECORD.`, file: path })),
  samples: {
    hits: [
      {
        what: 'a file that RECORD does not list',
        format: 'wheel',
        files: { 'sample/a.py': 'x = 1\n', 'sample/b.py': 'x = 1\n' },
        record: { 'sample/a.py': 'x = 1\n' },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'two files, both listed',
        format: 'wheel',
        files: { 'sample/a.py': 'x = 1\n', 'sample/b.py': 'x = 1\n' },
        why: 'RECORD lists both.',
        verdict: 'clean',
      },
    ],
  },
};
