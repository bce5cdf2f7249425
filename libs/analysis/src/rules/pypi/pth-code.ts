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
  samples: {
    hits: [
      {
        what: 'a start file of a namespace package',
        format: 'wheel',
        files: {
          'sample-nspkg.pth':
            "import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('sample',))",
        },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'a start file of paths',
        format: 'wheel',
        files: { 'x.pth': './src\n../other\n' },
        why: 'Lines that do not begin with `import` are paths.',
        verdict: 'clean',
      },
    ],
  },
};
