import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeHiddenSecrets: Rule = {
  code: 'native-hidden-secrets',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  summary:
    'Machine code names private keys, credentials or wallets in a way that hides it: under a key, in base64 or hex, backwards, moved by a constant.',
  judge: (facts) =>
    natives(facts, ({ native }) =>
      native.hidden.length === 0
        ? undefined
        : `it hides names of secrets (${native.hidden.map(({ how, text }) => `${text}: ${how}`).join('; ')})`,
    ),
};
