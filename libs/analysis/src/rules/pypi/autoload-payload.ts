import { sees, seesNear } from '../../facts/artifact-facts';
import { ACTIVE, autoloads, HIDDEN, ownLines, sightings } from '../traces';
import type { Rule } from '../rule';

export const autoloadPayload: Rule = {
  code: 'autoload-payload',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'persistence',
  capabilities: [
    'network',
    'subprocess',
    'environment',
    'credential-files',
    'filesystem-write',
    'obfuscation',
  ],
  languages: ['python', 'shell'],
  summary:
    'A file that Python runs at every start evaluates hidden or fetched text, or steals credentials; or its own lines reach the network or run programs.',
  judge: (facts) =>
    sightings(
      autoloads(facts),
      'does more than set up imports at every start of Python',
      (trace) =>
        sees(ownLines(trace), ...ACTIVE) ??
        sees(trace, ...HIDDEN) ??
        seesNear(trace, ['network'], ['credential-file', 'environment-harvest']),
    ),
};
