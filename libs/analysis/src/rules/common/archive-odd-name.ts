import type { Rule } from '../rule';

export const archiveOddName: Rule = {
  code: 'archive-odd-name',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'low',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary:
    'A name in the archive that some file systems do not know, or take for another one: case, accents, devices, backslashes.',
  message: 'Not every file system knows this name',
  pattern: { where: 'archive', any: ['odd-name'] },
  samples: {
    hits: [
      {
        what: 'two names that differ in case alone',
        format: 'tarball',
        files: { 'lib/a.js': '1;', 'lib/A.js': '2;' },
        verdict: 'warning',
      },
      { what: 'a device of Windows', format: 'tarball', files: { 'lib/aux.js': '1;' }, verdict: 'warning' },
    ],
    ignores: [
      {
        what: 'a name in another script',
        format: 'tarball',
        files: { 'lib/größe.js': '1;', 'lib/auxiliary.js': '2;' },
        why: 'Every file system knows it, and takes it for no other.',
        verdict: 'clean',
      },
    ],
  },
};
