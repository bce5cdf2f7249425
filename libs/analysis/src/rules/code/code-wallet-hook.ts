import { codeSeenTogether } from '../traces';
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
  judge: (facts) =>
    codeSeenTogether(
      facts,
      'replaces what a browser asks, beside a list of wallet addresses',
      ['wallet-addresses'],
      ['browser-hook'],
    ),
};
