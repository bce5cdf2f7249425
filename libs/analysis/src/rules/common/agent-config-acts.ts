import { sees } from '../../facts/artifact-facts';
import { ACTIVE, HIDDEN, sightings } from '../traces';
import type { Rule } from '../rule';

export const agentConfigActs: Rule = {
  code: 'agent-config-acts',
  ecosystem: 'any',
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
    'dynamic-code',
    'obfuscation',
  ],
  languages: ['settings', 'shell', 'javascript', 'python'],
  summary:
    'Settings of an agent or editor in the package run something when a session or folder is opened that reaches the network, hides what it does or reads credentials.',
  judge: ({ traces }) =>
    sightings(
      traces.filter(({ kind }) => kind === 'autorun'),
      'runs what no settings of a package have a reason to run',
      (trace) =>
        sees(trace, ...ACTIVE.filter((signal) => signal !== 'subprocess'), ...HIDDEN) ??
        sees(trace, 'credential-file', 'environment-harvest', 'dynamic-code', 'remote-code', 'secret-sent'),
    ),
};
