import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeAssetPayload: Rule = {
  code: 'code-asset-payload',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'What is read out of a picture, a sound or another file that holds no code is evaluated or run.',
  judge: (facts) => codeSightings(facts, 'evaluates or runs what an asset hides', 'asset-code'),
};
