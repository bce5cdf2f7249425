import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const hookAgentCli: Rule = {
  code: 'hook-agent-cli',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'execution',
  capabilities: ['subprocess'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook drives an AI command line with its permission prompts switched off.',
  judge: (facts) =>
    sightings(hooks(facts), 'drives an AI agent without permission prompts', (trace) =>
      sees(trace, 'agent-cli'),
    ),
};
