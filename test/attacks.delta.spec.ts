import { analyzeArtifact } from '@sallyport/analysis';
import {
  compareProfiles,
  deltaSigns,
  type ArtifactDelta,
  type ArtifactProfile,
  type DeltaSurroundings,
} from '@sallyport/domain';
import { archiveOf } from './attacks/build';
import { type AttackCase, type Sample } from './attacks/case';
import { ATTACKS } from './attacks/replicas';
import { HONEST_UPDATES } from './attacks/updates';

const BY_DELTA = ATTACKS.filter(({ judgedBy }) => judgedBy === 'delta');
const NOBODY_KNOWS: DeltaSurroundings = { ageOf: () => null };
const DAY = 24 * 3_600_000;

async function profileOf(sample: Sample): Promise<ArtifactProfile> {
  const { profile } = await analyzeArtifact(sample.ecosystem, await archiveOf(sample));
  return profile as ArtifactProfile;
}

async function deltaOf(previous: Sample, sample: Sample): Promise<ArtifactDelta> {
  return compareProfiles(await profileOf(previous), await profileOf(sample));
}

/** As the package registry tells it in the case. */
function ages({ facts }: AttackCase): DeltaSurroundings {
  return {
    ageOf: (name) => {
      const since = facts?.dependencies?.[name]?.firstPublishedAt;
      return since === undefined
        ? null
        : Math.floor((Date.parse(facts?.publishedAt ?? '') - Date.parse(since)) / DAY);
    },
  };
}

const codesOf = (delta: ArtifactDelta, surroundings: DeltaSurroundings) => [
  ...new Set(deltaSigns(delta, surroundings).map(({ code }) => code)),
];

describe('attacks/delta', () => {
  it('has the cases that only the version before shows', () => {
    expect(BY_DELTA).toHaveLength(7);
  });

  it.each(BY_DELTA)('holds $id by what is new since the version before', async (one) => {
    const delta = await deltaOf(one.previous as Sample, one);

    expect(codesOf(delta, ages(one))).toContain('young-dependency');
  });

  it('holds dependencies that nothing names also where nobody knows how old they are', async () => {
    const passed: string[] = [];
    for (const one of BY_DELTA) {
      const signs = codesOf(await deltaOf(one.previous as Sample, one), NOBODY_KNOWS);
      if (!signs.includes('unnamed-dependency')) passed.push(one.id);
    }

    // Both are required by the code of the release: only their age speaks against them.
    expect(passed).toEqual(['event-stream-dependent', 'event-stream-dependent.renamed']);
  });

  it('sees in the release of axios nothing else than it was: clean code and one more dependency', async () => {
    const [one] = BY_DELTA.filter(({ id }) => id === 'axios') as [AttackCase];

    const { dependencies, files, hooks, capabilities } = await deltaOf(one.previous as Sample, one);

    expect(dependencies.added.first).toEqual([
      { section: 'required', name: 'plain-crypto-kit', range: '^4.2.1', isNamed: false },
    ]);
    expect([files.unlike.count, files.added.count, hooks.added.count]).toEqual([0, 0, 0]);
    expect(capabilities.gained).toEqual([]);
  });

  it('has twelve honest updates at least, and one id for each', () => {
    expect(HONEST_UPDATES.length).toBeGreaterThanOrEqual(12);
    expect(new Set(HONEST_UPDATES.map(({ id }) => id)).size).toBe(HONEST_UPDATES.length);
  });

  it.each(HONEST_UPDATES)('accuses nothing of $id', async ({ previous, sample, ages: known = {} }) => {
    const delta = await deltaOf(previous, sample);

    expect(deltaSigns(delta, { ageOf: (name) => known[name] ?? null })).toEqual([]);
    expect(delta.cut).toEqual([]);
  });

  it.each(HONEST_UPDATES)('sees that $id is not the version before', async ({ previous, sample }) => {
    const { files } = await deltaOf(previous, sample);

    expect(files.changed.count + files.added.count + files.removed.count).toBeGreaterThan(0);
  });

  it('finds that a rebuilt bundle under another name is code that was there', async () => {
    const [one] = HONEST_UPDATES.filter(({ id }) => id === 'bundle-renamed');

    const { files } = await deltaOf(one?.previous as Sample, one?.sample as Sample);

    expect(files.added.first.map(({ path }) => path)).toEqual(['dist/chart.9be07d.js']);
    expect(files.unlike.first).toEqual([]);
  });
});
