import type { Rule } from '../rule';

export const hookPersistence: Rule = {
  code: 'hook-persistence',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'persistence',
  capabilities: ['filesystem-write'],
  languages: ['javascript', 'python', 'shell', 'gyp'],
  summary:
    'An install hook writes where code is run again: shell start files, schedulers, auto-run files of agents and editors.',
  message: 'makes itself run again',
  pattern: { where: 'hooks', any: ['persistence'] },
  samples: {
    hits: [
      {
        what: 'a shell start file changed',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: {
          'a.js':
            'const fs = require("fs"); fs.appendFileSync(require("os").homedir() + "/.bashrc", "sudo shutdown")',
        },
        verdict: 'malicious',
      },
      {
        what: 'an editor told to run things',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'require("fs").writeFileSync(".vscode/tasks.json", "{}")' },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a hint about a shell start file',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node a.js' } },
        files: { 'a.js': 'console.log("add this to ~/.bashrc")' },
        why: 'It is told to a person, and nothing is written.',
        verdict: 'warning',
      },
    ],
  },
};
