import { natives } from '../traces';
import type { Rule } from '../rule';

const REACHES =
  /^(?:connect|sendto|sendmsg|gethostbyname\w*|getaddrinfo|Internet\w+|WinHttp\w+|curl_easy_\w+)$/;

export const nativeBuiltNames: Rule = {
  code: 'native-built-names',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  summary:
    'Machine code puts names of private keys, wallets or stored passwords together out of numbers, and reaches the network.',
  judge: (facts) =>
    natives(facts, ({ native }) => {
      const names = native.builtTexts.join(', ');
      return names !== '' && native.imports.some((name) => REACHES.test(name))
        ? `it puts names of secrets together in code (${names}) and reaches the network`
        : undefined;
    }),
};
