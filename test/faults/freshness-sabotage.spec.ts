import { setTimeout as sleep } from 'node:timers/promises';
import { checkHistory, type Verdict, type Violation } from '../support/freshness/check-history';
import { otherBuild, type OtherBuild, type Patch } from '../support/freshness/other-build';
import { World } from '../support/freshness/world';

const LONGER_THAN_A_LEASE_MS = 1_500;
const REGISTRY = 'apps/governance/dist/application/registry';

/** Builds that break the law on purpose, in a line or two each. */
const LEASE_NEVER_ENDS: readonly Patch[] = [
  {
    file: `${REGISTRY}/held-lease.js`,
    find: /return this\.clock\.elapsedMs\(\) < this\.elapsedUntil && this\.clock\.wallMs\(\) < this\.wallUntil;/,
    replace: 'return this.elapsedUntil > 0;',
  },
];
const ACKNOWLEDGES_BEFORE_APPLYING: readonly Patch[] = [
  {
    file: `${REGISTRY}/current-view.js`,
    find: /await this\.settling\.settled\(.*\);/,
    replace: '',
  },
];
const CACHE = 'libs/registry-view/dist/facts/facts-cache.js';
const CACHE_IGNORES_REVISIONS: readonly Patch[] = [
  { file: CACHE, find: /forget\(ecosystem, name\) \{/, replace: 'forget() { return;' },
  { file: CACHE, find: /clear\(\) \{/, replace: 'clear() { return;' },
];

/** Enough that some of them take away what is asked about just then. */
const WRITES = 80;

async function writes(world: World): Promise<void> {
  const acknowledged = () => world.writers.operations.filter(({ receipt }) => receipt !== undefined).length;
  const enough = acknowledged() + WRITES;
  while (acknowledged() < enough) await sleep(50);
}

/** The victim learns of no change for longer than a lease, and is told on the bus of every one. */
async function cutOffFromTheLog(world: World): Promise<void> {
  world.links.postgres.set('blackhole');
  await sleep(LONGER_THAN_A_LEASE_MS);
  await writes(world);
  world.links.postgres.set('open');
}

/** Who finds nothing wrong must be able to find something: the checker of freshness.spec.ts, on builds that are wrong. */
describe('test/faults/freshness-sabotage', () => {
  let build: OtherBuild | undefined;
  let world: World | undefined;

  afterEach(async () => {
    await world?.destroy();
    build?.remove();
    world = build = undefined;
  }, 60_000);

  async function verdictOn(
    patches: readonly Patch[],
    during: (world: World) => Promise<void>,
  ): Promise<Verdict> {
    build = otherBuild(patches);
    world = await World.start({ replicas: 2, redis: false, build });
    await during(world);
    const history = await world.finish();
    world = undefined;
    return checkHistory(history);
  }

  it.each<[string, readonly Patch[], (world: World) => Promise<void>, Violation[]]>([
    [
      'whose lease never ends',
      LEASE_NEVER_ENDS,
      cutOffFromTheLog,
      ['stale-allow', 'older-than-acknowledged'],
    ],
    [
      'that acknowledges before everybody has applied',
      ACKNOWLEDGES_BEFORE_APPLYING,
      writes,
      ['stale-allow', 'older-than-acknowledged'],
    ],
    ['whose cache ignores revisions', CACHE_IGNORES_REVISIONS, writes, ['stale-allow', 'wrong-at-revision']],
  ])(
    'catches a build %s',
    async (name, patches, during, expected) => {
      const { violations, checks } = await verdictOn(patches, during);
      process.stderr.write(`\nA build ${name}: ${checks} checks, ${JSON.stringify(violations)}\n`);

      expect(violations).toMatchObject(
        Object.fromEntries(expected.map((violation) => [violation, expect.any(Number) as number])),
      );
      expect(expected.filter((violation) => violations[violation] === 0)).toEqual([]);
    },
    300_000,
  );

  it('finds nothing in the build as it is, cut off from the log', async () => {
    expect((await verdictOn([], cutOffFromTheLog)).examples).toEqual([]);
  }, 300_000);
});
