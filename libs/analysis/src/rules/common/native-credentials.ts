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
};
