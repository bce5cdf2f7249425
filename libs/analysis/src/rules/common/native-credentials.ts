import type { Rule } from '../rule';

export const nativeCredentials: Rule = {
  code: 'native-credentials',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'credential-access',
  capabilities: ['network', 'credential-files', 'native-code'],
  languages: ['machine-code'],
  summary:
    'Machine code names private keys, wallets or stored passwords, and functions that reach the network.',
  judge: ({ contents }) =>
    [...contents.files.values()].flatMap(({ path, nativeTexts = [] }) =>
      nativeTexts.length === 0
        ? []
        : [
            {
              message: `${path} is machine code that names secrets and reaches the network.`,
              file: path,
              evidence: nativeTexts.join(', '),
            },
          ],
    ),
  samples: {
    hits: [
      {
        what: 'a library that reads keys',
        format: 'wheel',
        files: { 'sample/_x.so': { hex: '7f454c46', then: '\0/.ssh/id_rsa\0getaddrinfo\0' } },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a library that connects',
        format: 'wheel',
        files: { 'sample/_x.so': { hex: '7f454c46', then: '\0getaddrinfo\0connect\0' } },
        why: 'Reaching the network is what many libraries are for.',
        verdict: 'clean',
      },
      {
        what: 'a native library',
        format: 'wheel',
        files: { 'sample/_x.so': { hex: '7f454c46' } },
        why: 'It names neither.',
        verdict: 'clean',
      },
    ],
  },
};
