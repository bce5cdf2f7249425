import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookDynamicCode: Rule = {
  code: 'hook-dynamic-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['javascript', 'python'],
  summary: 'An install hook evaluates text that only running it would tell.',
  judge: (facts) =>
    sightings(hooks(facts), 'evaluates text that is not there to read', (trace) =>
      sees(trace, 'dynamic-code'),
    ),
};
