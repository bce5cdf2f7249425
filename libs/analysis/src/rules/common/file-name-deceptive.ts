import { deceptionIn } from '../../facts/file-names';
import type { Rule } from '../rule';

export const fileNameDeceptive: Rule = {
  code: 'file-name-deceptive',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  summary:
    'The name of a file shows another thing than it is: unseen characters, turned order, or two endings.',
  judge: ({ contents }) =>
    [...contents.files.keys()].flatMap((path) => {
      const deception = deceptionIn(path);
      return deception === undefined
        ? []
        : [{ message: `The name of a file ${deception}.`, file: path, evidence: escaped(path) }];
    }),
};

function escaped(path: string): string {
  return path.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
