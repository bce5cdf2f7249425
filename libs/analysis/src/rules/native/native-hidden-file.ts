import { isHiddenName } from '../../facts/file-names';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeHiddenFile: Rule = {
  code: 'native-hidden-file',
  ecosystem: 'any',
  kind: 'code',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: ['native-code'],
  languages: ['machine-code'],
  summary: 'A program or library has a name that is not shown: it begins with a dot.',
  judge: (facts) =>
    natives(facts, ({ path, native }) =>
      native.format !== 'unknown' && isHiddenName(path) ? 'its name is not shown' : undefined,
    ),
  samples: {
    hits: [
      {
        what: 'a library whose name begins with a dot',
        format: 'tarball',
        files: { 'lib/.x.so': { machineCode: { format: 'elf' } } },
        verdict: 'warning',
      },
    ],
    ignores: [
      {
        what: 'a library in a folder whose name begins with a dot',
        format: 'wheel',
        files: { 'sample/.libs/x.so': { machineCode: { format: 'elf' } } },
        why: 'Tools that repair wheels make such folders.',
        verdict: 'clean',
      },
      {
        what: 'settings whose name begins with a dot',
        format: 'tarball',
        files: { '.editorconfig': 'root = true\n' },
        why: 'That is how settings are called, and they are no machine code.',
        verdict: 'clean',
      },
    ],
  },
};
