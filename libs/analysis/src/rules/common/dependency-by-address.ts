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
};
