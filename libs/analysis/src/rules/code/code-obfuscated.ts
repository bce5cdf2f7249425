import { codeSeenTogether } from '../traces';
import type { Rule } from '../rule';

export const codeObfuscated: Rule = {
  code: 'code-obfuscated',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: ['network', 'subprocess', 'environment', 'dynamic-code', 'obfuscation', 'wallets'],
  languages: ['javascript', 'python'],
  summary:
    'A file was made unreadable on purpose, and talks to the network, starts programs or evaluates text.',
  judge: (facts) =>
    codeSeenTogether(
      facts,
      'was made unreadable on purpose, and acts',
      ['obfuscation'],
      ['network', 'subprocess', 'dynamic-code', 'decoded-code', 'environment-harvest', 'browser-hook'],
    ),
};
