import type { Rule } from '../rule';

export const archiveSpecialEntry: Rule = {
  code: 'archive-special-entry',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['archive'],
  summary: 'An entry is a device, a pipe or of an unknown type.',
  message: 'The archive holds',
  pattern: { where: 'archive', any: ['special'] },
  samples: {
    hits: [
      {
        what: 'a device',
        format: 'tarball',
        entries: [{ name: 'package/x', type: 'block-device' }],
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a folder of its own',
        format: 'tarball',
        entries: [{ name: 'package/lib/', type: 'directory' }],
        why: 'Folders are listed by many packers.',
        verdict: 'clean',
      },
    ],
  },
};
