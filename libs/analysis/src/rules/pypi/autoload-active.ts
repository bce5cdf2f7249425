import type { Rule } from '../rule';
import { ACTIVE } from '../traces';

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
  message: 'loads code that reaches the network or runs programs',
  pattern: { where: 'autoloads', any: ACTIVE, within: 'few-files' },
  samples: {
    hits: [
      {
        what: 'a start file whose module runs programs',
        format: 'wheel',
        files: {
          'x.pth': 'import sample_boot',
          'sample_boot.py': 'import subprocess\nsubprocess.Popen(["frobnicate"])',
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a start file whose module finds modules',
        format: 'wheel',
        files: { 'x.pth': 'import sample_boot', 'sample_boot.py': 'import sys\nsys.path.append("vendored")' },
        why: 'Its module says where to look for others, and no more.',
        verdict: 'warning',
      },
    ],
  },
};
