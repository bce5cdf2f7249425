import type { ArtifactProfile, Digest } from '@sallyport/domain';
import type { ArtifactAnalysis } from '@sallyport/analysis';
import type { ReportStore, StoredReport } from './report-store';

const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;
const KEY = { ecosystem: 'npm' as const, rulesVersion: 'r1' };
const ANALYSIS: ArtifactAnalysis = {
  verdict: 'warning',
  findings: [{ rule: 'install-script', kind: 'install-hook', severity: 'low', message: 'a \u0000 b' }],
  capabilities: ['network'],
  files: 2,
  unpackedBytes: 10,
  identity: { name: 'a', version: '1.0.0' },
};
const CLEAN: ArtifactAnalysis = { ...ANALYSIS, verdict: 'clean', findings: [], identity: null };

const PROFILE: ArtifactProfile = {
  capabilities: ['network'],
  hooks: [{ name: 'postinstall', kind: 'hook', command: 'node \u0000', code: '', onlyBuilds: false }],
  entryPoints: ['main=index.js'],
  dependencies: [{ section: 'required', name: 'b', range: '^1.0.0', isNamed: true }],
  files: [{ path: 'index.js', size: 1, digest: '0'.repeat(32), kind: 'code' }],
  rest: null,
  bytes: 1,
  fileCount: 1,
  findings: [],
  cut: [],
};

function report(own: Partial<StoredReport> = {}): StoredReport {
  return {
    ...CLEAN,
    ecosystem: 'npm',
    name: 'a',
    version: '1.0.0',
    digest: digest('a'),
    rulesVersion: 'r1',
    scannedAt: '2026-01-01T00:00:00.000Z',
    advisories: { loaded: false, advisories: 0, importedAt: null },
    ...own,
  };
}

/** What every store of reports must do. Each store is made empty. */
export function reportStoreContract(make: () => Promise<ReportStore>): void {
  it('keeps analyses by everything they depend on', async () => {
    const store = await make();

    await store.keepAnalyses(KEY, new Map([[digest('a'), CLEAN]]));

    expect([...(await store.analyses(KEY, [digest('a'), digest('b')]))]).toEqual([[digest('a'), CLEAN]]);
    expect((await store.analyses({ ...KEY, rulesVersion: 'r2' }, [digest('a')])).size).toBe(0);
    expect((await store.analyses({ ...KEY, ecosystem: 'pypi' }, [digest('a')])).size).toBe(0);
  });

  it('takes the same analysis twice, none at all, and text that databases dislike', async () => {
    const store = await make();

    await store.keepAnalyses(KEY, new Map());
    await store.keepAnalyses(KEY, new Map([[digest('a'), ANALYSIS]]));
    await store.keepAnalyses(KEY, new Map([[digest('a'), ANALYSIS]]));

    expect((await store.analyses(KEY, [digest('a')])).get(digest('a'))?.verdict).toBe('warning');
  });

  it('keeps profiles apart from what scanning reads, and gives the one that was kept last', async () => {
    const store = await make();
    const later: ArtifactProfile = { ...PROFILE, bytes: 2 };

    await store.keepAnalyses(KEY, new Map([[digest('a'), { ...CLEAN, profile: PROFILE }]]));
    await store.keepAnalyses(
      { ...KEY, rulesVersion: 'r2' },
      new Map([[digest('a'), { ...CLEAN, profile: later }]]),
    );
    await store.keepAnalyses(KEY, new Map([[digest('b'), CLEAN]]));

    expect((await store.analyses(KEY, [digest('a')])).get(digest('a'))).toEqual(CLEAN);
    expect([...(await store.profiles([digest('a'), digest('b'), digest('c')]))]).toMatchObject([
      [digest('a'), { bytes: 2, files: PROFILE.files, dependencies: PROFILE.dependencies }],
    ]);
    expect((await store.profiles([])).size).toBe(0);
  });

  it('knows the newest report of each artifact', async () => {
    const store = await make();
    const newer = report({ scannedAt: '2026-02-01T00:00:00.000Z', verdict: 'malicious' });

    await store.save([report(), report({ digest: digest('b') })]);
    await store.save([newer]);
    await store.save([report()]);
    await store.save([]);

    const { identity: _, ...expected } = newer as StoredReport & { identity: unknown };
    expect(await store.newest(digest('a'))).toMatchObject(expected);
    expect(await store.newest(digest('b'))).toMatchObject({ scannedAt: '2026-01-01T00:00:00.000Z' });
    expect(await store.newest(digest('c'))).toBeUndefined();
  });

  it('takes one artifact under two names', async () => {
    const store = await make();

    await store.save([report(), report({ name: 'alias' })]);

    expect(await store.newest(digest('a'))).toMatchObject({ name: 'alias' });
  });
}
