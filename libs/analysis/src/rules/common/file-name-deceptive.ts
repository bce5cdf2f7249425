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
        : [{ message: `The name of a file ${deception}.`, file: path, evidence: encodeURI(path) }];
    }),
};
