import type { Rule } from '../rule';

export const manifestMissing: Rule = {
  code: 'manifest-missing',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['manifest'],
  summary: 'The artifact does not say who it is: no package.json or METADATA that can be read.',
  judge: ({ identity, ecosystem }) =>
    identity !== undefined
      ? []
      : [
          {
            message:
              ecosystem === 'npm'
                ? 'package.json is missing or cannot be read.'
                : 'METADATA is missing or names no name and version.',
          },
        ],
  samples: {
    hits: [
      {
        what: 'no manifest',
        format: 'tarball',
        manifest: null,
        files: { 'index.js': '' },
        verdict: 'suspicious',
      },
      {
        what: 'a manifest that is none',
        format: 'tarball',
        manifest: null,
        files: { 'package.json': '{"name": 1}' },
        verdict: 'suspicious',
      },
      {
        what: 'a wheel without metadata',
        format: 'wheel',
        manifest: null,
        files: { 'a.py': '' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      { what: 'a name and a version', format: 'tarball', why: 'It says who it is.', verdict: 'clean' },
    ],
  },
};
