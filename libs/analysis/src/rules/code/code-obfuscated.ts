import type { Rule } from '../rule';

export const codeObfuscated: Rule = {
  code: 'code-obfuscated',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: ['network', 'subprocess', 'environment', 'dynamic-code', 'obfuscation', 'wallets'],
  languages: ['javascript', 'python'],
  summary:
    'A file was made unreadable on purpose, and talks to the network, starts programs or evaluates text.',
  message: 'was made unreadable on purpose, and acts',
  pattern: {
    where: 'code',
    any: ['network', 'subprocess', 'dynamic-code', 'decoded-code', 'environment-harvest', 'browser-hook'],
    together: ['obfuscation'],
  },
  samples: {
    hits: [
      {
        what: 'unreadable code that acts',
        format: 'tarball',
        files: {
          'index.js': { repeat: '_0x1a2b(_0x3c4d);', times: 12, then: 'fetch("https://a.invalid");' },
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'unreadable code that only counts',
        format: 'tarball',
        files: { 'index.js': { repeat: '_0x1a2b(_0x3c4d);', times: 12 } },
        why: 'Some authors hide how their code works; this reaches nothing.',
        verdict: 'clean',
      },
    ],
  },
};
