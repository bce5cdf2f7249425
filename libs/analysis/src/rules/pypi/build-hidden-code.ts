import { sees } from '../../facts/artifact-facts';
import { builds, sightings } from '../traces';
import type { Rule } from '../rule';

export const buildHiddenCode: Rule = {
  code: 'build-hidden-code',
  ecosystem: 'pypi',
  kind: 'build',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['subprocess', 'dynamic-code', 'obfuscation'],
  languages: ['python', 'shell'],
  summary:
    'Building the package evaluates text that it decodes or fetches, or that was made unreadable on purpose.',
  judge: (facts) =>
    sightings(builds(facts), 'evaluates hidden or fetched text when the package is built', (trace) =>
      sees(trace, 'decoded-code', 'remote-shell', 'remote-code', 'asset-code'),
    ),
};
