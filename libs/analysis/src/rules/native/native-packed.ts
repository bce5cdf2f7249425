import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativePacked: Rule = {
  code: 'native-packed',
  ecosystem: 'any',
  kind: 'code',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: ['native-code', 'obfuscation'],
  languages: ['machine-code'],
  summary: 'Machine code is packed: what it does can be seen only when it runs.',
  judge: (facts) =>
    natives(facts, ({ native }) =>
      native.packed === undefined ? undefined : `it is packed: ${native.packed}`,
    ),
  samples: {
    hits: [
      {
        what: 'a library with the mark of UPX',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf', texts: ['UPX!'] } } },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'a library that knows UPX',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf', texts: ['not packed with UPX'] } } },
        why: 'It names the tool, and has no mark of it.',
        verdict: 'clean',
      },
    ],
  },
};
