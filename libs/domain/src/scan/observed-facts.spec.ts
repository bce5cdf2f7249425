import type { FetchedPackage } from '../artifact/lock';
import { advisoryMatches, NO_ADVISORIES_RULE, observedPackages } from './observed-facts';
import type { ArtifactReport, Verdict } from './report';
import {
  ARTIFACT,
  AT,
  NO_DATA,
  digest,
  finding,
  lockOf,
  locked,
  observe,
  reportOf,
  reported,
} from './testing/observed';

describe('scan/observed-facts', () => {
  it('takes a scan apart by package version', () => {
    const lock = lockOf([
      locked({ path: 'b/node_modules/left' }),
      locked(),
      locked({ name: 'right', path: 'node_modules/right', digest: digest('b') }),
    ]);
    const report = reportOf([reported(), reported({ name: 'right', digest: digest('b') })]);

    const seen = observedPackages(lock, report);

    expect(seen.map(({ id, artifacts }) => [id.name, artifacts.map((artifact) => artifact.digest)])).toEqual([
      ['left', [digest('a')]],
      ['right', [digest('b')]],
    ]);
    expect(seen[0]?.artifacts[0]).toEqual({
      ...ARTIFACT,
      url: 'https://***@r.invalid/left.tgz',
      digest: digest('a'),
      verdict: 'clean',
      worst: null,
      capabilities: [],
      runsByItself: [],
      agentConfiguration: false,
      rulesVersion: 'r1',
      scannedAt: AT,
    });
  });

  it('joins all spellings of one name and version', () => {
    const wheel = { ...ARTIFACT, kind: 'wheel' as const };
    const lock = lockOf(
      [
        locked({ name: 'Foo_Bar', version: '1.0', artifact: wheel }),
        locked({ name: 'foo-bar', version: '1.0.0', artifact: wheel, digest: digest('b') }),
      ],
      'pypi',
    );
    const report = reportOf([
      reported({ ecosystem: 'pypi', name: 'FOO.bar', version: '1' }),
      reported({ ecosystem: 'pypi', name: 'foo-bar', version: '1.0.0', digest: digest('b') }),
    ]);

    const seen = observedPackages(lock, report);

    expect(seen.map(({ id, artifacts }) => [id.name, id.version, artifacts.length])).toEqual([
      ['foo-bar', '1', 2],
    ]);
  });

  const malware = finding({ rule: 'MAL-1', kind: 'malware-report', severity: 'critical' });
  const hook = finding({ rule: 'install-script', kind: 'install-hook', severity: 'medium' });
  it.each<[string, Partial<ArtifactReport>, Verdict]>([
    ['says so itself', { verdict: 'malicious', ownVerdict: 'warning', findings: [malware, hook] }, 'warning'],
    ['has only advisories', { verdict: 'malicious', findings: [malware] }, 'clean'],
    ['has both and does not say', { verdict: 'malicious', findings: [malware, hook] }, 'malicious'],
    ['has only findings of its own', { verdict: 'suspicious', findings: [hook] }, 'suspicious'],
    ['has no findings at all', { verdict: 'malicious' }, 'malicious'],
    [
      'has nothing but that none are loaded',
      { findings: [finding({ rule: NO_ADVISORIES_RULE, kind: 'advisory' })] },
      'clean',
    ],
  ])('keeps advisories out of the verdict where a report %s', (_, own, verdict) => {
    expect(observe(own).artifacts[0]?.verdict).toBe(verdict);
  });

  it('knows what runs by itself and the worst of it', () => {
    const load = finding({ kind: 'autoload', severity: 'high' });

    const { artifacts } = observe({
      findings: [malware, hook, load, hook, finding({})],
      agentConfiguration: true,
    });

    expect(artifacts[0]).toMatchObject({
      runsByItself: ['autoload', 'install-hook'],
      worst: 'high',
      agentConfiguration: true,
    });
  });

  it('makes facts of advisories, bounded, and none of their absence', () => {
    const ids = Array.from({ length: 50 }, (_, n) => `CVE-${n}`);

    const matches = advisoryMatches([
      finding({ rule: 'GHSA-1', kind: 'advisory', severity: 'high', aliases: ids, fixedIn: ids }),
      finding({ rule: NO_ADVISORIES_RULE, kind: 'advisory' }),
      malware,
      hook,
    ]);

    expect(matches.map(({ id, malware: isMalware }) => [id, isMalware])).toEqual([
      ['GHSA-1', false],
      ['MAL-1', true],
    ]);
    expect([matches[0]?.aliases.length, matches[0]?.fixedIn.length]).toEqual([20, 20]);
  });

  it.each<[string, ArtifactReport[], string]>([
    ['was not looked at', [], 'left.tgz was not looked at'],
    [
      'could not be judged',
      [
        reported({
          verdict: 'unknown',
          findings: [finding({ rule: 'scan-failed', message: 'It took too long.' })],
        }),
      ],
      'It took too long.',
    ],
    ['is another file', [reported({ digest: digest('f') })], 'left.tgz was not looked at'],
    ['is another version', [reported({ version: '1.0.1' })], 'left.tgz was not looked at'],
  ])('notes a failed scan where an artifact %s', (_, artifacts, message) => {
    const [seen] = observedPackages(lockOf([locked()]), reportOf(artifacts));

    expect(seen).toMatchObject({ artifacts: [], scanFailed: { at: AT, message } });
  });

  it('is no failed scan where only advisories are missing', () => {
    const none = finding({ rule: NO_ADVISORIES_RULE, kind: 'advisory', severity: 'info' });
    const [seen] = observedPackages(
      lockOf([locked()]),
      reportOf([reported({ findings: [none] })], { verdict: 'unknown', advisories: NO_DATA }),
    );

    expect(seen).toMatchObject({ scanFailed: null, matches: [], data: NO_DATA });
  });

  it.each<[string, Partial<FetchedPackage>, object]>([
    ['an npm package without scripts', {}, { buildScripts: false }],
    ['an npm package with scripts', { hasInstallScript: true }, { buildScripts: true }],
    ['a wheel', { artifact: { ...ARTIFACT, kind: 'wheel' } }, { buildScripts: false }],
    ['an sdist', { artifact: { ...ARTIFACT, kind: 'sdist' } }, { buildScripts: true }],
    [
      'a date',
      { publishedAt: '2026-01-02T03:04:05+02:00' },
      { publishedAt: '2026-01-02T01:04:05.000Z', buildScripts: false },
    ],
    ['a date that is none', { publishedAt: 'yesterday' }, { buildScripts: false }],
  ])('reads of %s in the lock', (_, place, release) => {
    expect(observe({}, place).release).toEqual(release);
  });
});
