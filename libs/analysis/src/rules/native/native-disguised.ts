import { isDataName } from '../../facts/file-names';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeDisguised: Rule = {
  code: 'native-disguised',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: ['native-code'],
  languages: ['machine-code'],
  summary: 'A file that is data, text, a picture or source code by its name is a program or a library.',
  judge: (facts) =>
    natives(facts, ({ path, native }) =>
      native.format !== 'unknown' && isDataName(path)
        ? `its name says otherwise: it is a ${native.kind === 'other' ? 'file' : native.kind} of ${native.format}`
        : undefined,
    ),
  samples: {
    hits: [
      {
        what: 'a library that is called a table',
        format: 'tarball',
        files: { 'data/table.dat': { machineCode: { format: 'elf' } } },
        verdict: 'suspicious',
      },
      {
        what: 'a library of Windows that is called a text',
        format: 'wheel',
        files: { 'sample/notes.txt': { machineCode: { format: 'pe' } } },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a library that is called one',
        format: 'wheel',
        files: { 'sample/_x.so': { machineCode: { format: 'elf' } } },
        why: 'Its name says what it is.',
        verdict: 'clean',
      },
      {
        what: 'a text that begins as programs of Windows do',
        format: 'tarball',
        files: { 'notes.txt': 'MZ: Mozambique' },
        why: 'It has none of the tables of a program.',
        verdict: 'clean',
      },
    ],
  },
};
