import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const gypRunsCode: Rule = {
  code: 'gyp-runs-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['gyp'],
  summary: 'The file binding.gyp has nothing to compile, and its commands run code of the package.',
  judge: (facts) =>
    sightings(hooks(facts), 'runs code although there is nothing to compile', (trace) =>
      trace.files.length > 0 ? sees(trace, 'gyp-without-sources') : undefined,
    ),
};
