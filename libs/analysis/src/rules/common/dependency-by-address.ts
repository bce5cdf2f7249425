import type { Rule } from '../rule';

export const dependencyByAddress: Rule = {
  code: 'dependency-by-address',
  ecosystem: 'any',
  kind: 'archive',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'initial-access',
  capabilities: [],
  languages: ['manifest'],
  summary:
    'A dependency is fetched from an address, past every package registry: it may be another with every download.',
  judge: ({ addressed }) =>
    addressed.map((spec) => ({ message: 'A dependency is fetched from an address.', evidence: spec })),
  samples: {
    hits: [
      {
        what: 'a tarball of somewhere',
        format: 'tarball',
        manifest: { dependencies: { x: 'https://a.invalid/x.tgz' } },
        verdict: 'suspicious',
      },
      {
        what: 'a wheel of somewhere',
        format: 'wheel',
        manifest: { 'Requires-Dist': 'x @ https://a.invalid/x-1-py3-none-any.whl' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a dependency by its version',
        format: 'tarball',
        manifest: { homepage: 'https://a.invalid', dependencies: { x: '^1.0.0', y: 'npm:z@1.0.0' } },
        why: 'It comes out of the registry, under a name and a version that can be judged.',
        verdict: 'clean',
      },
    ],
  },
};
