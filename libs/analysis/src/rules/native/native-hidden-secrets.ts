import { natives } from '../traces';
import type { Rule } from '../rule';

/** Compilers put short texts together in code as well, so that way alone hides nothing. */
const PLAIN = 'put together in code';
const REACHES = /^(?:connect|sendto|sendmsg|gethostbyname\w*|getaddrinfo|Internet\w+|WinHttp\w+|curl_easy_\w+)$/;

export const nativeHiddenSecrets: Rule = {
  code: 'native-hidden-secrets',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  summary:
    'Machine code names private keys, credentials or wallets in a way that hides it: under a key, in base64, backwards; or puts the names together in code and reaches the network.',
  judge: (facts) =>
    natives(facts, ({ native }) => {
      const reaches = native.imports.some((name) => REACHES.test(name));
      const hidden = native.hidden.filter(({ how }) => how !== PLAIN || reaches);
      return hidden.length === 0
        ? undefined
        : `it hides names of secrets (${hidden.map(({ how, text }) => `${text}: ${how}`).join('; ')})`;
    }),
};
