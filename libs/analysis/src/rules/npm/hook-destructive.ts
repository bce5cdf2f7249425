import type { Rule } from '../rule';

export const hookDestructive: Rule = {
  code: 'hook-destructive',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'impact',
  capabilities: ['filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook deletes the home or root directory.',
  message: 'deletes the home or root directory',
  pattern: { where: 'hooks', any: ['destructive'] },
  samples: {
    hits: [
      {
        what: 'home wiped',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").rmSync(require("os").homedir(), { recursive: true })' },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'its own build folder removed',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").rmSync(__dirname + "/build", { recursive: true })' },
        why: 'What it deletes is its own.',
        verdict: 'warning',
      },
    ],
  },
};
