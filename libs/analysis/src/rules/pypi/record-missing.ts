import type { Rule } from '../rule';

export const recordMissing: Rule = {
  code: 'record-missing',
  ecosystem: 'pypi',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'The wheel has no RECORD, so that nothing says which files belong to it.',
  judge: ({ recordFaults }) =>
    recordFaults
      .filter((fault) => fault.kind === 'absent')
      .map(({ path }) => ({ message: 'The wheel has no RECORD.', file: path })),
  samples: {
    hits: [{ what: 'a wheel without RECORD', format: 'wheel', record: null, verdict: 'suspicious' }],
    ignores: [
      {
        what: 'plain code',
        format: 'wheel',
        files: { 'sample/__init__.py': 'x = 1\n' },
        why: 'RECORD is there.',
        verdict: 'clean',
      },
    ],
  },
};
