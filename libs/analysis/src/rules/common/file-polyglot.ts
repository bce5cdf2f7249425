import type { Rule } from '../rule';

export const filePolyglot: Rule = {
  code: 'file-polyglot',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  summary:
    'A file is two kinds at once: a program, an archive, a script or packed bytes inside or behind a picture or sound, or source code that begins as a picture.',
  judge: ({ contents }) =>
    [...contents.files.values()].flatMap(({ path, polyglot = [] }) =>
      polyglot.map((sign) => ({ message: `${path} ${sign}.`, file: path })),
    ),
};
