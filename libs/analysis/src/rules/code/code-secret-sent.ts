import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeSecretSent: Rule = {
  code: 'code-secret-sent',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'environment', 'credential-files'],
  languages: ['javascript', 'python'],
  summary: 'The whole environment, or a file that holds credentials, flows into what the code sends.',
  judge: (facts) => codeSightings(facts, 'sends secrets of the machine away', 'secret-sent'),
};
