import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeReverseShell: Rule = {
  code: 'code-reverse-shell',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python'],
  summary: 'A shell is given a network connection for its input and output.',
  judge: (facts) => codeSightings(facts, 'gives a shell to whoever is on the other end', 'reverse-shell'),
};
