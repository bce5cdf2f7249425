import type { Rule } from '../rule';

export const hookObfuscated: Rule = {
  code: 'hook-obfuscated',
  ecosystem: 'npm',
  kind: 'install-hook',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['obfuscation'],
  languages: ['javascript', 'python'],
  summary: 'An install hook runs code that was made unreadable on purpose.',
  message: 'runs obfuscated code',
  pattern: { where: 'hooks', any: ['obfuscation'] },
  samples: {
    hits: [
      {
        what: 'code of a string-array obfuscator',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node index.js' } },
        files: { 'index.js': { repeat: '_0x1a2b(_0x3c4d);', times: 12 } },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a minified bundle',
        format: 'tarball',
        manifest: { scripts: { postinstall: 'node dist/cli.js' } },
        files: {
          'dist/cli.js': `"use strict";${Array.from({ length: 400 }, (_, n) => `var a${n}=function(e,t){return e+t+${n}};`).join('')}console.log("\\u001b[32mok")`,
        },
        why: 'Short names save bytes; nothing was made to mislead a reader.',
        verdict: 'warning',
      },
    ],
  },
};
