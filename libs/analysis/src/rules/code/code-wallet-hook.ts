import type { Rule } from '../rule';

export const codeWalletHook: Rule = {
  code: 'code-wallet-hook',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'impact',
  capabilities: ['wallets'],
  languages: ['javascript'],
  summary:
    'A file replaces how a browser asks the network or a wallet, and holds addresses of wallets of several currencies.',
  message: 'replaces what a browser asks, beside a list of wallet addresses',
  pattern: { where: 'code', any: ['browser-hook'], together: ['wallet-addresses'] },
  samples: {
    hits: [
      {
        what: 'addresses put in place of others',
        format: 'tarball',
        files: {
          'index.js':
            'const open = XMLHttpRequest.prototype.open; XMLHttpRequest.prototype.open = function () {}; const mine = ["0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222", "0x3333333333333333333333333333333333333333", "bc1qaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bc1qcccccccccccccccccccccccccccccccccccccccc", "TXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"];',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'a tracer of requests',
        format: 'tarball',
        files: {
          'index.js':
            'const open = XMLHttpRequest.prototype.open; XMLHttpRequest.prototype.open = function (...all) { console.log(all); return open.apply(this, all); };',
        },
        why: 'It holds no addresses to put in.',
        verdict: 'clean',
      },
    ],
  },
};
