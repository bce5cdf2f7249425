import type { ArtifactReport, FetchedLock, FetchedPackage, ScanReport } from '@sallyport/domain';
import { scanSlices } from './scan-slices';

const digest = `sha256:${'a'.repeat(64)}`;

function locked(name: string, path = name): FetchedPackage {
  const artifact = {
    kind: 'tarball' as const,
    filename: 'x.tgz',
    url: 'https://r.invalid/x',
    integrity: 'sha512-aaaa',
  };
  return { name, version: '1.0.0', path, artifact, dependencies: ['somewhere'], digest };
}

function reported(name: string): ArtifactReport {
  return {
    ...{ ecosystem: 'npm', name, version: '1.0.0', digest, verdict: 'clean', findings: [], capabilities: [] },
    ...{ files: 1, unpackedBytes: 1, rulesVersion: 'r1' },
  };
}

function scanOf(...packages: FetchedPackage[]): [FetchedLock, ScanReport] {
  const advisories = { loaded: false, advisories: 0, importedAt: null };
  return [
    { ecosystem: 'npm', target: 't', requirements: ['a'], roots: ['a'], packages },
    {
      scannedAt: '2026-01-01T00:00:00Z',
      verdict: 'clean',
      advisories,
      artifacts: [...new Set(packages.map(({ name }) => name))].map(reported),
    },
  ];
}

const namesOf = (slices: ReturnType<typeof scanSlices>) =>
  slices.map(({ lock, report }) => [
    lock.packages.map(({ name }) => name),
    report.artifacts.map(({ name }) => name),
  ]);

describe('adapters/nats/scan-slices', () => {
  it('is one slice where all of it fits, without what is no fact', () => {
    const [lock, report] = scanOf(locked('a'), locked('b'));

    const slices = scanSlices(lock, report);

    expect(namesOf(slices)).toEqual([
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
    ]);
    expect(slices[0]?.lock).toMatchObject({ requirements: [], roots: [] });
    expect(slices[0]?.lock.packages[0]?.dependencies).toEqual([]);
  });

  it('loses nothing, keeps one name together and passes on what is larger than a slice', () => {
    const [lock, report] = scanOf(locked('a'), locked('b'), locked('a', 'b/node_modules/a'), locked('c'));

    expect(namesOf(scanSlices(lock, report, 1))).toEqual([
      [['a', 'a'], ['a']],
      [['b'], ['b']],
      [['c'], ['c']],
    ]);
  });

  it('begins a new slice only when the last one is full', () => {
    const [lock, report] = scanOf(...Array.from({ length: 100 }, (_, n) => locked(`p${n}`)));

    const slices = scanSlices(lock, report, 10_000);

    expect(slices.flatMap((slice) => slice.lock.packages)).toHaveLength(100);
    expect(slices.length).toBeGreaterThan(3);
    expect(slices.every((slice) => JSON.stringify(slice).length < 11_000)).toBe(true);
  });
});
