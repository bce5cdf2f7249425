import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeHiddenSecrets: Rule = {
  code: 'native-hidden-secrets',
  ecosystem: 'any',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'credential-access',
  capabilities: ['credential-files', 'native-code', 'obfuscation'],
  languages: ['machine-code'],
  summary:
    'Machine code names private keys, credentials or wallets in a way that hides it: under a key, in base64 or hex, backwards, moved by a constant.',
  judge: (facts) =>
    natives(facts, ({ native }) =>
      native.hidden.length === 0
        ? undefined
        : `it hides names of secrets (${native.hidden.map(({ how, text }) => `${text}: ${how}`).join('; ')})`,
    ),
  samples: {
    hits: [
      {
        what: 'the path of a key under a key of one byte',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf', texts: ['./rri.he^sr`'] } } },
        verdict: 'malicious',
      },
      {
        what: 'the path of credentials in base64',
        format: 'tarball',
        files: {
          'build/x.so': { machineCode: { format: 'elf', texts: ['L2hvbWUvdS8uYXdzL2NyZWRlbnRpYWxz'] } },
        },
        verdict: 'malicious',
      },
      {
        what: 'the name of a wallet in ROT13',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf', texts: ['jnyyrg.qng'] } } },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'paths that can be read',
        format: 'wheel',
        files: {
          'sample/_x.so': { machineCode: { format: 'elf', texts: ['~/.ssh/id_ed25519', '/etc/passwd'] } },
        },
        why: 'Plain text hides nothing.',
        verdict: 'clean',
      },
      {
        what: 'another text in base64',
        format: 'wheel',
        files: {
          'sample/_x.so': { machineCode: { format: 'elf', texts: ['L3Vzci9zaGFyZS96b25laW5mbw=='] } },
        },
        why: 'Behind it is no name of a secret.',
        verdict: 'clean',
      },
    ],
  },
};
