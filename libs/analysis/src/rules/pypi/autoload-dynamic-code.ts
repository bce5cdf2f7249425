import { sees } from '../../facts/artifact-facts';
import { autoloads, ownLines, sightings } from '../traces';
import type { Rule } from '../rule';

export const autoloadDynamicCode: Rule = {
  code: 'autoload-dynamic-code',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['dynamic-code'],
  languages: ['python'],
  summary: 'A file that Python runs at every start evaluates text that only running it would tell.',
  judge: (facts) =>
    sightings(autoloads(facts), 'evaluates text that is not there to read', (trace) =>
      sees(ownLines(trace), 'dynamic-code'),
    ),
};
