import type { Rule } from '../rule';

export const hookCredentialFiles: Rule = {
  code: 'hook-credential-files',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'credential-access',
  capabilities: ['credential-files'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary: 'An install hook names files or addresses where credentials lie.',
  message: 'names a place where credentials lie',
  pattern: { where: 'hooks', any: ['credential-file'] },
  samples: {
    hits: [
      {
        what: 'a key that is looked at',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'console.log(require("fs").existsSync(require("os").homedir() + "/.ssh/id_rsa"))' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'settings made from an example',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").copyFileSync(".env.example", ".env")' },
        why: 'An example holds no credentials.',
        verdict: 'warning',
      },
    ],
  },
};
