import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookObfuscated: Rule = {
  code: 'hook-obfuscated',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'An install hook runs code that was made unreadable on purpose.',
  judge: (facts) => sightings(hooks(facts), 'runs obfuscated code', (trace) => sees(trace, 'obfuscation')),
};
