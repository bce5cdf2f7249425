import type { Rule } from '../rule';

export const recordUnlistedFile: Rule = {
  code: 'record-unlisted-file',
  ecosystem: 'pypi',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'A file of the wheel is not listed in RECORD.',
  judge: ({ recordFaults }) =>
    recordFaults
      .filter((fault) => fault.kind === 'unlisted')
      .map(({ path }) => ({ message: `${path} is not listed in RECORD.`, file: path })),
};
