import type { Rule } from '../rule';

export const recordMismatch: Rule = {
  code: 'record-mismatch',
  ecosystem: 'pypi',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'A file of the wheel is not the one that RECORD names.',
  judge: ({ recordFaults }) =>
    recordFaults
      .filter((fault) => fault.kind === 'mismatch')
      .map(({ path }) => ({ message: `${path} has another digest than RECORD says.`, file: path })),
  samples: {
    hits: [
      {
        what: 'a file that is not the one of RECORD',
        format: 'wheel',
        files: { 'sample/a.py': 'x = 1\n' },
        record: { 'sample/a.py': 'x = 2\n' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'files as RECORD names them',
        format: 'wheel',
        files: { 'sample/a.py': 'x = 1\n' },
        why: 'Every digest is that of the file.',
        verdict: 'clean',
      },
    ],
  },
};
