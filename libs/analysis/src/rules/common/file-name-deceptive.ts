import { deceptionIn } from '../../facts/file-names';
import type { Rule } from '../rule';

export const fileNameDeceptive: Rule = {
  code: 'file-name-deceptive',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary:
    'The name of a file shows another thing than it is: unseen characters, turned order, or two endings.',
  judge: ({ contents }) =>
    [...contents.files.keys()].flatMap((path) => {
      const deception = deceptionIn(path);
      return deception === undefined
        ? []
        : [{ message: `The name of a file ${deception}.`, file: path, evidence: escaped(path) }];
    }),
  samples: {
    hits: [
      {
        what: 'a program that ends as a document',
        format: 'tarball',
        files: { 'offer.pdf.exe': 'x' },
        verdict: 'warning',
      },
      {
        what: 'a script that is shown as a picture',
        format: 'wheel',
        files: { 'sample/img\u202egnp.py': 'x = 1\n' },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'names of two honest endings',
        format: 'tarball',
        files: { 'a.min.js': 'a()', 'notes.txt.md': 'x' },
        why: 'The last ending says what the file is, and none of them is of a program.',
        verdict: 'clean',
      },
      {
        what: 'a name in Hebrew',
        format: 'wheel',
        files: { 'sample/\u05e9\u05dc\u05d5\u05dd.txt': 'x' },
        why: 'Letters that run from right to left are what the name is written in; nothing turns it.',
        verdict: 'clean',
      },
    ],
  },
};

function escaped(path: string): string {
  return path.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
