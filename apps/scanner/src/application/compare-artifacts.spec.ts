import type { ArtifactProfile, Digest } from '@sallyport/domain';
import { MemoryDetonationStore } from '../testing/memory-detonation-store.fake';
import { MemoryReportStore } from '../testing/memory-report-store.fake';
import { CompareArtifacts } from './compare-artifacts';

const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;
const KEY = { ecosystem: 'npm' as const, rulesVersion: 'r1' };
const ANALYSIS = {
  ...{
    verdict: 'clean' as const,
    findings: [],
    capabilities: [],
    files: 0,
    unpackedBytes: 0,
    identity: null,
  },
};

function profile(own: Partial<ArtifactProfile>): ArtifactProfile {
  return {
    ...{ capabilities: [], hooks: [], entryPoints: [], dependencies: [], files: [], rest: null },
    ...{ bytes: 0, fileCount: 0, findings: [], cut: [], ...own },
  };
}

async function storeWith(profiles: Readonly<Record<string, ArtifactProfile>>): Promise<MemoryReportStore> {
  const store = new MemoryReportStore();
  const analyses = Object.entries(profiles).map(
    ([hex, each]) => [digest(hex), { ...ANALYSIS, profile: each }] as const,
  );
  await store.keepAnalyses(KEY, new Map(analyses));
  return store;
}

const PAIR = { digest: digest('b'), against: digest('a') };

describe('application/compare-artifacts', () => {
  it('tells what one has that the other had not', async () => {
    const store = await storeWith({ a: profile({}), b: profile({ capabilities: ['network'], bytes: 7 }) });

    const { comparisons } = await new CompareArtifacts(store, new MemoryDetonationStore()).compare({
      pairs: [PAIR],
    });

    expect(comparisons).toMatchObject([
      { ...PAIR, why: null, delta: { capabilities: { gained: ['network'] }, size: { before: 0, after: 7 } } },
    ]);
  });

  it('says what was never looked at, and answers the others', async () => {
    const store = await storeWith({ a: profile({}), b: profile({}) });
    const unseen = { digest: digest('b'), against: digest('c') };

    const { comparisons } = await new CompareArtifacts(store, new MemoryDetonationStore()).compare({
      pairs: [unseen, PAIR],
    });

    expect(comparisons).toMatchObject([
      { ...unseen, delta: null, why: 'not-seen' },
      { ...PAIR, why: null },
    ]);
  });

  it('leaves out what a reply cannot carry, and says so', async () => {
    const store = await storeWith({ a: profile({}), b: profile({}) });
    const pairs = Array.from({ length: 50 }, () => PAIR);

    const { comparisons } = await new CompareArtifacts(store, new MemoryDetonationStore(), 5_000).compare({
      pairs,
    });

    expect(comparisons).toHaveLength(50);
    expect(comparisons[0]?.why).toBeNull();
    expect(comparisons.slice(10).map(({ why }) => why)).toEqual(Array.from({ length: 40 }, () => 'left-out'));
    expect(JSON.stringify(comparisons).length).toBeLessThan(20_000);
  });
});
