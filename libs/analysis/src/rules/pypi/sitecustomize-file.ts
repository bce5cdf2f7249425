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
  samples: {
    hits: [
      {
        what: 'sitecustomize',
        format: 'wheel',
        files: { 'sitecustomize.py': 'x = 1\n' },
        verdict: 'suspicious',
      },
      {
        what: 'usercustomize in the data folder',
        format: 'wheel',
        files: { 'sample-1.0.0.data/data/lib/usercustomize.py': 'x = 1\n' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a module of that name inside a package',
        format: 'wheel',
        files: { 'sample/sitecustomize_test.py': 'x = 1\n' },
        why: 'Python looks for the module by its whole name, and not in packages.',
        verdict: 'clean',
      },
      {
        what: 'a module of that very name inside a package',
        format: 'wheel',
        files: { 'sample/__init__.py': '', 'sample/auto/sitecustomize.py': 'x = 1\n' },
        why: 'The package may start programs with it on their path; no Python finds it by itself.',
        verdict: 'clean',
      },
    ],
  },
};
