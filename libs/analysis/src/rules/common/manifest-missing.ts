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
};
