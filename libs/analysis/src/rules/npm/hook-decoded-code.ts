import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDecodedCode: Rule = {
  code: 'hook-decoded-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook evaluates text that it decodes first.',
  judge: (facts) =>
    sightings(hooks(facts), 'evaluates text that it hides', (trace) => sees(trace, 'decoded-code')),
};
