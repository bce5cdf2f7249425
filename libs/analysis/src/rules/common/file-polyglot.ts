import type { Rule } from '../rule';

/** A GIF of one pixel, whole. */
const PICTURE = '47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b';

export const filePolyglot: Rule = {
  code: 'file-polyglot',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'medium',
  verdict: 'warning',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary:
    'A file is two kinds at once: a program, an archive, a script or packed bytes inside or behind a picture or sound, or source code that begins as a picture.',
  judge: ({ contents }) =>
    [...contents.files.values()].flatMap(({ path, polyglot = [] }) =>
      polyglot.map((sign) => ({ message: `${path} ${sign}.`, file: path })),
    ),
  samples: {
    hits: [
      {
        what: 'an archive behind a picture',
        format: 'tarball',
        files: { 'logo.gif': { hex: PICTURE, then: 'PK\u0003\u0004rest' } },
        verdict: 'warning',
      },
      {
        what: 'a script that begins as a picture',
        format: 'tarball',
        files: { 'a.js': 'GIF89a = 1; run();' },
        verdict: 'warning',
      },
      {
        what: 'a library that is called a picture',
        format: 'wheel',
        files: { 'sample/logo.png': { machineCode: { format: 'elf' } } },
        verdict: 'suspicious',
        speaks: ['native-disguised'],
      },
    ],
    ignores: [
      {
        what: 'a picture',
        format: 'tarball',
        files: { 'logo.gif': { hex: PICTURE } },
        why: 'It ends where it says.',
        verdict: 'clean',
      },
      {
        what: 'code that knows pictures',
        format: 'tarball',
        files: { 'a.js': 'module.exports = (head) => head.startsWith("GIF89a");' },
        why: 'It names the mark of a format and does not begin with it.',
        verdict: 'clean',
      },
    ],
  },
};
