import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeRemoteCode: Rule = {
  code: 'code-remote-code',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'dynamic-code'],
  languages: ['javascript', 'python'],
  summary: 'What comes over the network is evaluated or run.',
  judge: (facts) =>
    codeSightings(facts, 'evaluates or runs what comes over the network', 'remote-code', 'remote-shell'),
};
