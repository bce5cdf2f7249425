import { NEARBY_FILES, sees } from '../../facts/artifact-facts';
import { ACTIVE, autoloads, sightings } from '../traces';
import type { Rule } from '../rule';

export const autoloadActive: Rule = {
  code: 'autoload-active',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['network', 'subprocess'],
  languages: ['python', 'shell'],
  summary: 'What a file loads that Python runs at every start reaches the network or runs programs.',
  judge: (facts) =>
    sightings(autoloads(facts), 'loads code that reaches the network or runs programs', (trace) =>
      trace.files.length <= NEARBY_FILES ? sees(trace, ...ACTIVE) : undefined,
    ),
};
