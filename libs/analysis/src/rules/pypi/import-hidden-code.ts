import type { Rule } from '../rule';

export const importHiddenCode: Rule = {
  code: 'import-hidden-code',
  ecosystem: 'pypi',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['subprocess', 'obfuscation'],
  languages: ['python'],
  summary: 'A module evaluates text that it decodes or fetches, as soon as it is imported.',
  judge: ({ importTime }) =>
    importTime
      .filter((seen) => seen.signal === 'decoded-code' || seen.signal === 'remote-shell')
      .map(({ file, line, evidence }) => ({
        message: 'The module evaluates hidden or fetched text when it is imported.',
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        evidence,
      })),
};
