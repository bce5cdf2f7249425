import type { Rule } from '../rule';

export const archiveCorrupt: Rule = {
  code: 'archive-corrupt',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'unknown',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'The archive cannot be read to its end, so that nobody knows what else is in it.',
  message: 'The archive is corrupt',
  pattern: { where: 'archive', any: ['corrupt'] },
  samples: {
    hits: [
      {
        what: 'a tarball that is cut off',
        format: 'tarball',
        files: { 'index.js': '1;' },
        cutTo: 40,
        verdict: 'unknown',
      },
      {
        what: 'a wheel that is cut off',
        format: 'wheel',
        files: { 'a.py': '' },
        cutTo: 40,
        verdict: 'unknown',
      },
      { what: 'no archive at all', format: 'tarball', cutTo: 0, verdict: 'unknown' },
    ],
    ignores: [
      {
        what: 'an empty file',
        format: 'tarball',
        files: { 'index.js': '' },
        why: 'Nothing in a file is not a fault.',
        verdict: 'clean',
      },
    ],
  },
};
