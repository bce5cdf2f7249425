import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeAgentSettings: Rule = {
  code: 'code-agent-settings',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'Loading the package writes settings by which an agent or editor runs something: tool servers, hooks of sessions, tasks of folders.',
  judge: (facts) =>
    codeSightings(
      { ...facts, importTime: [] },
      'writes settings of agents or editors when it is loaded',
      'agent-settings-write',
    ),
};
