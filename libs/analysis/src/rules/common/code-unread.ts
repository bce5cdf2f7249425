import type { Rule } from '../rule';

export const codeUnread: Rule = {
  code: 'code-unread',
  ecosystem: 'any',
  kind: 'code',
  severity: 'low',
  verdict: 'warning',
  summary:
    'Code in the artifact was not read: too large, too deeply nested, too many files, in no language that could be parsed, or an archive that could not be opened. Nothing is known of it.',
  judge: ({ unread }) =>
    unread.map(({ file, what }) => ({ message: `${file} was not read: ${what}.`, file })),
};
