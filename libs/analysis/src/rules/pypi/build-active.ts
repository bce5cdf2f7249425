import { sees } from '../../facts/artifact-facts';
import { builds, sightings } from '../traces';
import type { Rule } from '../rule';

export const buildActive: Rule = {
  code: 'build-active',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'filesystem-write', 'obfuscation'],
  languages: ['python', 'shell'],
  summary:
    'Building the package does what no build has a reason to do: names a host that stolen data goes to, starts a runtime of another language or an AI command line, plants code that runs again, deletes itself, or hides what it does.',
  judge: (facts) =>
    sightings(builds(facts), 'does what no build has a reason to do', (trace) =>
      sees(
        trace,
        'drop-host',
        'foreign-runtime',
        'agent-cli',
        'persistence',
        'self-delete',
        'destructive',
        'obfuscation',
      ),
    ),
};
