import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeHiddenCode: Rule = {
  code: 'code-hidden-code',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'Text is decoded or decrypted, and evaluated.',
  judge: (facts) => codeSightings(facts, 'evaluates text that it decodes first', 'decoded-code'),
};
