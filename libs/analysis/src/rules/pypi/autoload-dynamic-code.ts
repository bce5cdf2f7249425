import type { Rule } from '../rule';

export const autoloadDynamicCode: Rule = {
  code: 'autoload-dynamic-code',
  ecosystem: 'pypi',
  kind: 'autoload',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['dynamic-code'],
  languages: ['python'],
  summary: 'A file that Python runs at every start evaluates text that only running it would tell.',
  message: 'evaluates text that is not there to read',
  pattern: { where: 'autoloads', any: ['dynamic-code'], within: 'own-lines' },
  samples: {
    hits: [
      {
        what: 'a start file that runs another file as text',
        format: 'wheel',
        files: { 'x.pth': 'import os; exec(open("boot.txt").read())' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a start file of coverage',
        format: 'wheel',
        files: {
          'cov.pth': 'import os, sys;exec(\'if "COV_CORE_SOURCE" in os.environ: import sample_cov\')',
        },
        why: 'The text that is evaluated stands there.',
        verdict: 'warning',
        speaks: ['pth-code'],
      },
    ],
  },
};
