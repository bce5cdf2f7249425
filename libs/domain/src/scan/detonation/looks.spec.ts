import type { ArtifactReport, Verdict } from '../report';
import { isHighRisk, settleLooks } from './looks';

describe('scan/detonation/looks', () => {
  it.each<[Verdict, Verdict | null, boolean, Verdict]>([
    ['clean', 'clean', true, 'clean'],
    ['clean', 'clean', false, 'clean'],
    ['clean', null, false, 'clean'],
    ['clean', null, true, 'unknown'],
    ['warning', null, true, 'unknown'],
    ['malicious', null, true, 'malicious'],
    ['clean', 'malicious', false, 'malicious'],
    ['malicious', 'clean', true, 'malicious'],
    ['suspicious', 'clean', true, 'suspicious'],
    ['clean', 'unknown', true, 'unknown'],
    ['unknown', 'clean', true, 'unknown'],
  ])('read as %s, detonated as %s, both needed: %s: %s', (read, detonated, needsBoth, settled) => {
    expect(settleLooks({ read, detonated, needsBoth })).toBe(settled);
  });

  it.each<[string, Partial<ArtifactReport>, boolean]>([
    ['plain code', {}, false],
    [
      'an install hook',
      { findings: [{ rule: 'x', kind: 'install-hook', severity: 'low', message: '' }] },
      true,
    ],
    ['a build', { findings: [{ rule: 'x', kind: 'build', severity: 'low', message: '' }] }, true],
    ['an old advisory', { findings: [{ rule: 'x', kind: 'advisory', severity: 'low', message: '' }] }, false],
    ['machine code', { capabilities: ['native-code'] }, true],
    ['a file that Python runs', { capabilities: ['autoload-file'] }, true],
    ['the network', { capabilities: ['network'] }, false],
    ['a warning', { verdict: 'warning' }, true],
    [
      'a hook that no rule speaks of',
      { hooks: [{ name: 'postinstall', kind: 'hook', command: 'x', code: '', onlyBuilds: true }] },
      true,
    ],
  ])('of %s', (_, parts, expected) => {
    expect(isHighRisk({ verdict: 'clean', findings: [], capabilities: [], ...parts })).toBe(expected);
  });
});
