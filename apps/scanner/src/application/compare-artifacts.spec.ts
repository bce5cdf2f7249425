import { traceOf } from '@sallyport/domain/testing';
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

  it.each<
    [string, Parameters<typeof traceOf>[0] | null, Parameters<typeof traceOf>[0] | null, string[] | null]
  >([
    ['both were wholly seen', {}, { names: ['new.invalid'] }, ['new.invalid']],
    ['one of them was not run', {}, null, null],
    ['the other was not run', null, {}, null],
    ['one of them was not wholly seen', { exitCode: 1 }, {}, null],
    ['the other was not', {}, { ending: 'timeout', exitCode: null }, null],
  ])('tells what is new in what they do, where %s', async (_, before, after, expected) => {
    const detonations = new MemoryDetonationStore();
    const keep = async (digest: Digest, seen: Parameters<typeof traceOf>[0] | null) =>
      seen !== null &&
      detonations.keep({
        ...{ digest, surroundings: '1'.repeat(64), detonator: 'd1', at: '2026-01-01T00:00:00.000Z' },
        trace: traceOf(seen),
      });
    const [one, other]: [Digest, Digest] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
    await keep(one, before);
    await keep(other, after);

    const { comparisons } = await new CompareArtifacts(new MemoryReportStore(), detonations).compare({
      pairs: [{ digest: other, against: one }],
    });

    expect(comparisons[0]?.behaviours?.first.map(({ what }) => what) ?? null).toEqual(expected);
  });
});
