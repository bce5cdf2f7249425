import type { Rule } from '../rule';

export const recordMismatch: Rule = {
  code: 'record-mismatch',
  ecosystem: 'pypi',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'A file of the wheel is not the one that RECORD names.',
  judge: ({ recordFaults }) =>
    recordFaults
      .filter((fault) => fault.kind === 'mismatch')
      .map(({ path }) => ({ message: `${path} has another digest than RECORD says.`, file: path })),
};
