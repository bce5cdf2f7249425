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
    'Code in a form that runs and that nobody reads: compiled Python without its source, by another name, or that Python runs instead of its source; Python in a coding that editors show as something else.',
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
        what: 'compiled Python that is compared with its source by a digest',
        format: 'wheel',
        files: {
          'sample/a.py': 'x = 1',
          'sample/__pycache__/a.cpython-312.pyc': { hex: 'cb0d0d0a030000000000000000000000e300' },
        },
        verdict: 'suspicious',
      },
      {
        what: 'compiled Python that fits its source in an sdist, which keeps times',
        format: 'sdist',
        files: {
          'sample/a.py': 'x = 1',
          'sample/__pycache__/a.cpython-312.pyc': { hex: 'cb0d0d0a000000000000000005000000e300' },
        },
        verdict: 'suspicious',
      },
      {
        what: 'compiled Python by another name',
        format: 'wheel',
        files: { 'sample/words.bin': { hex: 'cb0d0d0a000000000000000005000000e300' } },
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
        what: 'compiled Python that an installed wheel takes for old',
        format: 'wheel',
        files: {
          'sample/a.py': 'x = 1',
          'sample/__pycache__/a.cpython-312.pyc': { hex: 'cb0d0d0a000000000000000005000000e300' },
        },
        why: 'Its source gets the time of its installation, so Python compiles it anew.',
        verdict: 'warning',
      },
      {
        what: 'compiled Python of another source, in an sdist',
        format: 'sdist',
        files: {
          'sample/a.py': 'x = 1',
          'sample/__pycache__/a.cpython-312.pyc': { hex: 'cb0d0d0a000000000000000006000000e300' },
        },
        why: 'It does not fit, so Python compiles the source anew.',
        verdict: 'warning',
      },
      {
        what: 'data with the mark at the end of compiled Python',
        format: 'wheel',
        files: { 'sample/words.bin': { hex: 'cb0d0d0a0000000000000000050000000000' } },
        why: 'No code follows, and no Python would load it.',
        verdict: 'clean',
      },
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
