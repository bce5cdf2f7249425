import fc from 'fast-check';
import { UNKNOWN_RELEASE, type PackageFacts } from '../policy/package-facts';
import {
  areSameFacts,
  mergeObserved,
  mergeRelease,
  newMalware,
  withAdvisories,
  type ObservedPackage,
} from './observed-facts';
import type { AdvisoryFacts, Verdict } from './report';
import { AT, DATA, LATER, NO_DATA, digest, facts, match, observe } from './testing/observed';

describe('scan/observed-facts: merged with what is known', () => {
  it.each([
    [
      'nothing known',
      { publishedAt: null, buildScripts: null },
      { publishedAt: AT },
      { publishedAt: AT, buildScripts: null },
    ],
    [
      'a later file',
      { publishedAt: AT, buildScripts: false },
      { publishedAt: LATER },
      { publishedAt: LATER, buildScripts: false },
    ],
    [
      'an earlier file',
      { publishedAt: LATER, buildScripts: false },
      { publishedAt: AT },
      { publishedAt: LATER, buildScripts: false },
    ],
    [
      'a file that builds',
      { publishedAt: AT, buildScripts: false },
      { buildScripts: true },
      { publishedAt: AT, buildScripts: true },
    ],
    [
      'a file that does not',
      { publishedAt: AT, buildScripts: true },
      { buildScripts: false },
      { publishedAt: AT, buildScripts: true },
    ],
  ])('merges releases: %s', (_, known, told, expected) => {
    expect(mergeRelease({ ...UNKNOWN_RELEASE, ...known }, told)).toEqual({ ...UNKNOWN_RELEASE, ...expected });
  });

  it('keeps other files, replaces the same one, and lets no older scan replace a newer one', () => {
    const known = facts();
    const other = observe({ digest: digest('b') }, { digest: digest('b') });
    const again = observe({ verdict: 'suspicious' });
    const newer = {
      ...again,
      artifacts: again.artifacts.map((artifact) => ({ ...artifact, scannedAt: LATER })),
    };

    const merged = mergeObserved(mergeObserved(known, other), newer);

    expect(merged.artifacts.map((artifact) => [artifact.digest, artifact.verdict])).toEqual([
      [digest('a'), 'suspicious'],
      [digest('b'), 'clean'],
    ]);
    expect(mergeObserved(merged, observe()).artifacts).toEqual(merged.artifacts);
  });

  it('remembers only so many files, the newest', () => {
    const many = Array.from({ length: 250 }, (_, n) => ({
      ...(facts().artifacts[0] as PackageFacts['artifacts'][number]),
      digest: `sha256:${n.toString(16).padStart(64, '0')}`,
      scannedAt: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
    }));

    const { artifacts } = mergeObserved(undefined, { ...observe(), artifacts: many });

    expect([artifacts.length, artifacts[0]?.digest]).toEqual([200, many[50]?.digest]);
  });

  it.each<[string, AdvisoryFacts, string[]]>([
    ['newer ones replace', { ...DATA, importedAt: LATER }, []],
    ['the same ones replace', DATA, []],
    ['older ones do not', { ...DATA, importedAt: '2026-01-01T00:00:00.000Z' }, ['GHSA-x']],
    ['none at all do not', NO_DATA, ['GHSA-x']],
  ])('merges advisories: %s', (_, data, ids) => {
    const known = withAdvisories(facts(), [match({})], DATA);

    expect(mergeObserved(known, { ...observe(), data }).advisories.matches.map(({ id }) => id)).toEqual(ids);
  });

  it('forgets a failed scan when one comes through', () => {
    const failed = mergeObserved(undefined, { ...observe(), scanFailed: { at: AT, message: 'cut' } });

    expect([failed.scanFailed?.message, mergeObserved(failed, observe()).scanFailed]).toEqual(['cut', null]);
  });

  it.each<[string, PackageFacts | undefined, boolean]>([
    ['nothing', undefined, false],
    ['themselves', facts(), true],
    [
      'a scan of another time',
      facts({ artifacts: facts().artifacts.map((a) => ({ ...a, scannedAt: LATER })) }),
      true,
    ],
    ['an import since', withAdvisories(facts(), [], { ...DATA, importedAt: LATER, advisories: 9 }), true],
    ['advisories at last', withAdvisories(facts(), [], NO_DATA), false],
    ['another advisory', withAdvisories(facts(), [match({})], DATA), false],
    [
      'other rules',
      facts({ artifacts: facts().artifacts.map((a) => ({ ...a, rulesVersion: 'r2' })) }),
      false,
    ],
    [
      'another verdict',
      facts({ artifacts: facts().artifacts.map((a) => ({ ...a, verdict: 'warning' as const })) }),
      false,
    ],
    ['a failed scan', facts({ scanFailed: { at: AT, message: 'cut' } }), false],
    ['a release that is yanked', facts({ release: { ...facts().release, yanked: true } }), false],
  ])('compares with %s', (_, other, same) => {
    expect(areSameFacts(other, facts())).toBe(same);
  });

  it('tells malware that is new', () => {
    const before = withAdvisories(facts(), [match({ id: 'MAL-1', malware: true })], DATA);
    const after = withAdvisories(
      facts(),
      [match({ id: 'MAL-1', malware: true }), match({ id: 'MAL-2', malware: true }), match({ id: 'GHSA-1' })],
      DATA,
    );

    expect(
      [newMalware(before, after), newMalware(undefined, after)].map((found) => found.map(({ id }) => id)),
    ).toEqual([['MAL-2'], ['MAL-1', 'MAL-2']]);
  });

  it('comes to the same facts whatever the order of two scans of one import', () => {
    const scan = fc.record({
      file: fc.constantFrom('a', 'b', 'c'),
      verdict: fc.constantFrom<Verdict>('clean', 'warning', 'suspicious', 'malicious'),
      hour: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(scan, { minLength: 2, maxLength: 6, selector: ({ hour }) => hour }),
        (scans) => {
          const seen = scans.map(({ file, verdict, hour }) => {
            const one = observe({ digest: digest(file), verdict }, { digest: digest(file) });
            const scannedAt = `2026-01-01T0${hour}:00:00.000Z`;
            return { ...one, artifacts: one.artifacts.map((artifact) => ({ ...artifact, scannedAt })) };
          });
          const all = (list: ObservedPackage[]) =>
            list.reduce<PackageFacts | undefined>(mergeObserved, undefined);

          expect(all([...seen].reverse())?.artifacts).toEqual(all(seen)?.artifacts);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
