import { codeSeenTogether } from '../traces';
import type { Rule } from '../rule';

export const codeDropHost: Rule = {
  code: 'code-drop-host',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python'],
  summary:
    'A file names a host that stolen data goes to, such as a webhook collector, and reads credentials or the whole environment.',
  judge: (facts) =>
    codeSeenTogether(
      facts,
      'names a host that stolen data goes to, and reads secrets',
      ['drop-host'],
      ['credential-file', 'environment-harvest', 'identity-sent'],
    ),
};
