import type { Rule } from '../rule';

export const codeDisguised: Rule = {
  code: 'code-disguised',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['python'],
  summary:
    'Code in a form that runs and that nobody reads: compiled Python without its source, or that Python does not compare with it; Python in a coding that editors show as something else.',
  judge: ({ disguised }) =>
    disguised.map(({ file, what }) => ({
      message: `${file} is made to be run and not read: ${what}.`,
      file,
    })),
  samples: {
    hits: [
      {
        what: 'compiled Python without its source',
        format: 'wheel',
        files: { 'sample/a.pyc': { hex: '00000000000000000000' } },
        verdict: 'suspicious',
      },
      {
        what: 'Python in a coding that editors do not show',
        format: 'wheel',
        files: { 'sample/a.py': '# coding: utf-7\nx = 1\n' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'Python in a coding that agrees with ASCII',
        format: 'wheel',
        files: { 'sample/a.py': '# coding: latin-1\nx = 1\n' },
        why: 'Editors show it as what Python runs.',
        verdict: 'clean',
      },
    ],
  },
};
