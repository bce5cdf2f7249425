import type { Rule } from '../rule';

export const hookEnvironment: Rule = {
  code: 'hook-environment',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'medium',
  verdict: 'suspicious',
  tactic: 'collection',
  capabilities: ['environment'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook takes the whole environment.',
  message: 'takes the whole environment',
  pattern: { where: 'hooks', any: ['environment-harvest'] },
  samples: {
    hits: [
      {
        what: 'the environment written down',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").writeFileSync("env.json", JSON.stringify(process.env))' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a build that hands on its environment',
        format: 'tarball',
        manifest: { scripts: { install: 'node build.js' } },
        files: {
          'build.js':
            'const { spawnSync } = require("child_process"); spawnSync("node-gyp", ["rebuild"], { env: { ...process.env, JOBS: "max" }, stdio: "inherit" })',
        },
        why: 'A program that is started inherits it anyway.',
        verdict: 'warning',
        speaks: ['hook-native-build'],
      },
    ],
  },
};
