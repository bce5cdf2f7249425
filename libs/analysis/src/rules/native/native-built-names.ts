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
  tactic: 'credential-access',
  capabilities: ['network', 'credential-files', 'native-code'],
  languages: ['machine-code'],
  summary:
    'Machine code puts names of private keys, wallets or stored passwords together out of numbers, and reaches the network.',
  judge: (facts) =>
    natives(facts, ({ native }) => {
      const names = native.builtTexts.join(', ');
      return names !== '' && native.imports.some((name) => REACHES.test(name))
        ? `it puts names of secrets together in code (${names}) and reaches the network`
        : undefined;
    }),
  samples: {
    hits: [
      {
        what: 'a name of a key in numbers, and a connection',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: { format: 'mach-o', imports: ['connect'], builtTexts: ['/.ssh/id_ed25519'] },
          },
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a name of a key in numbers alone',
        format: 'wheel',
        files: {
          'sample/_x.so': { machineCode: { format: 'mach-o', builtTexts: ['/.ssh/id_ed25519'] } },
        },
        why: 'Compilers put short texts together so, and it reaches nobody.',
        verdict: 'clean',
      },
      {
        what: 'other texts in numbers, and a connection',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: { format: 'mach-o', imports: ['connect'], builtTexts: ['/etc/resolv.conf'] },
          },
        },
        why: 'They name no secret.',
        verdict: 'clean',
      },
    ],
  },
};
