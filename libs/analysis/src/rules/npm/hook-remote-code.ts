import { sees, seesTogether } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookRemoteCode: Rule = {
  code: 'hook-remote-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'dynamic-code'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook runs or evaluates what it fetches.',
  judge: (facts) =>
    sightings(
      hooks(facts),
      'runs what it fetches',
      (trace) => sees(trace, 'remote-shell') ?? seesTogether(trace, ['network'], ['dynamic-code']),
    ),
};
