import { autoloads } from '../traces';
import type { Rule } from '../rule';

export const sitecustomizeFile: Rule = {
  code: 'sitecustomize-file',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['autoload-file'],
  languages: ['python'],
  summary: 'The wheel brings a sitecustomize or usercustomize module, which Python runs at every start.',
  judge: (facts) =>
    autoloads(facts)
      .filter((trace) => !trace.entry.endsWith('.pth'))
      .map(({ entry }) => ({ message: `${entry} would be run at every start of Python.`, file: entry })),
};
