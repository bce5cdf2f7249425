import { sees } from '../../facts/artifact-facts';
import { hooks, sightings } from '../traces';
import type { Rule } from '../rule';

export const gypRunsCode: Rule = {
  code: 'gyp-runs-code',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['gyp'],
  summary: 'The file binding.gyp has nothing to compile, and its commands run code of the package.',
  judge: (facts) =>
    sightings(hooks(facts), 'runs code although there is nothing to compile', (trace) =>
      trace.files.length > 0 ? sees(trace, 'gyp-without-sources') : undefined,
    ),
  samples: {
    hits: [
      {
        what: 'a gyp file that runs code (Phantom Gyp)',
        format: 'tarball',
        files: {
          'binding.gyp':
            "{ 'targets': [{ 'target_name': 'x', 'sources': ['<!(node index.js > /dev/null && echo stub.c)'] }] }",
          'index.js': 'console.log(1)',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'an addon that lists its sources by a script',
        format: 'tarball',
        files: {
          'binding.gyp': "{ 'targets': [{ 'target_name': 'x', 'sources': ['<!@(node sources.js)'] }] }",
          'sources.js': 'console.log("x.cc")',
          'x.cc': 'int x;',
        },
        why: 'There is something to compile, and the script says what.',
      },
    ],
  },
};
