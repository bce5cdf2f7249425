import type { Rule } from '../rule';

export const codeDisguised: Rule = {
  code: 'code-disguised',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'Code in a form that runs and that nobody reads: compiled Python without its source, or that Python does not compare with it; Python in a coding that editors show as something else.',
  judge: ({ disguised }) =>
    disguised.map(({ file, what }) => ({
      message: `${file} is made to be run and not read: ${what}.`,
      file,
    })),
};
