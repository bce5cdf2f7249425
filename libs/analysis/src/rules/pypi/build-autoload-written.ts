import { sees } from '../../facts/artifact-facts';
import { builds, sightings } from '../traces';
import type { Rule } from '../rule';

export const buildAutoloadWritten: Rule = {
  code: 'build-autoload-written',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'Building the package writes a file that Python runs at every start (.pth, sitecustomize.py) outside of what is built.',
  judge: (facts) =>
    sightings(builds(facts), 'writes a file that Python runs at every start', (trace) =>
      sees(trace, 'autoload-written'),
    ),
};
