import { autoloads } from '../traces';
import type { Rule } from '../rule';

export const pthCode: Rule = {
  code: 'pth-code',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'persistence',
  capabilities: ['autoload-file'],
  languages: ['python'],
  summary: 'The wheel brings a .pth file with a line of code, which Python runs at every start.',
  judge: (facts) =>
    autoloads(facts)
      .filter((trace) => trace.entry.endsWith('.pth'))
      .map(({ entry, command }) => ({
        message: `${entry} has code that is run at every start of Python.`,
        file: entry,
        evidence: command,
      })),
};
