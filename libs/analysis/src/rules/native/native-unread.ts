import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeUnread: Rule = {
  code: 'native-unread',
  ecosystem: 'any',
  kind: 'code',
  severity: 'info',
  verdict: 'clean',
  tactic: 'defense-evasion',
  capabilities: ['native-code'],
  languages: ['machine-code'],
  summary:
    'Machine code was not read to its end, or its tables cannot be read: it is too large, damaged, or made for another kind of machine.',
  judge: (facts) =>
    natives(facts, ({ size, native: { format, isWhole, searched } }) => {
      if (format === 'unknown') return 'its tables cannot be read';
      return isWhole && searched === size
        ? undefined
        : `it was read in part: ${searched} of ${size} bytes searched for hidden texts`;
    }),
  samples: {
    hits: [
      {
        what: 'a library that ends with its first bytes',
        format: 'wheel',
        files: { 'sample/_x.so': { hex: '7f454c46' } },
        verdict: 'clean',
      },
    ],
    ignores: [
      {
        what: 'a whole library for macOS',
        format: 'tarball',
        files: { 'build/x.so': { machineCode: { format: 'mach-o', exports: ['start'] } } },
        why: 'Its tables can be read, whatever machine it is made for.',
        verdict: 'clean',
      },
      {
        what: 'a whole library',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf' } } },
        why: 'It was read to its end.',
        verdict: 'clean',
      },
    ],
  },
};
