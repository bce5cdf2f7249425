import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeDownloadedProgram: Rule = {
  code: 'code-downloaded-program',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python'],
  summary: 'What comes over the network is kept as a file and run, and nothing compares it with a checksum.',
  judge: (facts) => codeSightings(facts, 'runs what it has just downloaded', 'downloaded-program'),
};
