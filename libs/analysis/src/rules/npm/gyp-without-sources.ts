import type { Rule } from '../rule';

export const gypWithoutSources: Rule = {
  code: 'gyp-without-sources',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['dynamic-code'],
  languages: ['gyp'],
  summary: 'The file binding.gyp runs commands and has nothing to compile.',
  message: 'runs commands and has nothing to compile',
  pattern: { where: 'hooks', any: ['gyp-without-sources'] },
  samples: {
    hits: [
      {
        what: 'commands for nothing',
        format: 'tarball',
        files: { 'binding.gyp': "{ 'targets': [{ 'target_name': 'x', 'sources': ['<!(echo x.c)'] }] }" },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'an honest addon',
        format: 'tarball',
        manifest: { scripts: { install: 'node-gyp-build' } },
        files: {
          'binding.gyp':
            '{ "targets": [{ "target_name": "x", "sources": ["x.cc"], "include_dirs": ["<!(node -p \\"require(\'node-addon-api\').include_dir\\")"] }] }',
          'x.cc': 'int x;',
        },
        why: 'It has sources, and asks where the headers lie.',
        verdict: 'warning',
        speaks: ['hook-native-build'],
      },
    ],
  },
};
