import fc from 'fast-check';
import { World, type Link, type Sabotage, type ServerName, type WorldOptions } from './law-world.fake';

const SCHEDULES = 2_000;
const HEALED_SCHEDULES = 200;
/** As many as a broken product gets to be found out. */
const SABOTAGED_SCHEDULES = 1_000;
const SEED = 20_261_122;
/** For a machine that does other things too; the worlds have clocks of their own. */
const TIMEOUT_MS = 300_000;

/** One thing that happens to a world. `of` and `ms` are read as the thing needs them. */
interface Happening {
  readonly kind: keyof typeof HAPPENINGS;
  readonly afterMs: number;
  readonly of: number;
  readonly ms: number;
}

const HAPPENINGS = {
  write: {
    weight: 10,
    let: (world: World, { of }: Happening) => someone(world, of, (one) => world.write(one)),
  },
  'write twice': {
    weight: 3,
    let: (world: World, { of }: Happening) =>
      [of, of + 1].forEach((index) => someone(world, index, (one) => world.write(one))),
  },
  'write what is there': {
    weight: 3,
    let: (world: World, { of }: Happening) => someone(world, of, (one) => world.write(one, { again: true })),
  },
  pause: {
    weight: 5,
    let: (world: World, { of, ms }: Happening) =>
      someone(world, of, (one) => {
        one.pause(true);
        world.time.after(ms, () => one.pause(false));
      }),
  },
  cut: {
    weight: 6,
    let: (world: World, { of, ms }: Happening) =>
      someone(world, of, (one) => {
        const links = CUTS[of % CUTS.length] ?? [];
        for (const link of links) one.cut.add(link);
        world.time.after(ms, () => links.forEach((link) => one.cut.delete(link)));
      }),
  },
  stall: {
    weight: 3,
    let: (world: World, { of, ms }: Happening) => {
      const server = world.servers[SERVERS[of % SERVERS.length] as ServerName];
      server.stall(true);
      world.time.after(ms, () => server.stall(false));
    },
  },
  down: {
    weight: 3,
    let: (world: World, { of, ms }: Happening) => {
      const server = world.servers[SERVERS[of % SERVERS.length] as ServerName];
      server.isDown = true;
      world.time.after(ms, () => (server.isDown = false));
    },
  },
  'empty the leases': { weight: 4, let: (world: World) => world.emptyLeases() },
  kill: {
    weight: 2,
    let: (world: World, { of }: Happening) => someone(world, of, (one) => (one.isDead = true)),
  },
  stop: {
    weight: 2,
    let: (world: World, { of }: Happening) => someone(world, of, (one) => one.stop()),
  },
  start: { weight: 3, let: (world: World) => world.spawn() },
  'start one set to other leases': { weight: 2, let: (world: World) => world.spawn('elsewhere') },
  'set a clock': {
    weight: 2,
    let: (world: World, { of, ms }: Happening) =>
      someone(world, of, (one) => (one.clock.wallJumpMs += of % 2 === 0 ? ms * 10 : -ms * 10)),
  },
};
const KINDS = Object.keys(HAPPENINGS) as Happening['kind'][];
const SERVERS: readonly ServerName[] = ['leases', 'store', 'leases', 'elsewhere'];
const CUTS: readonly (readonly Link[])[] = [
  ['store', 'leases', 'elsewhere', 'bus'],
  ['store', 'bus'],
  ['leases'],
  ['bus'],
  ['leases', 'bus'],
  ['store', 'leases', 'bus'],
  ['store'],
];

function someone(world: World, of: number, act: (one: World['processes'][number]) => void): void {
  const { living } = world;
  const one = living[of % living.length];
  if (one !== undefined) act(one);
}

const Schedule = fc.record({
  seed: fc.integer(),
  processes: fc.integer({ min: 2, max: 4 }),
  happenings: fc.array(
    fc.record({
      kind: fc.oneof(
        ...KINDS.map((kind) => ({ weight: HAPPENINGS[kind].weight, arbitrary: fc.constant(kind) })),
      ),
      afterMs: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) },
        { weight: 8, arbitrary: fc.integer({ min: 20, max: 500 }) },
        { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 4_000 }) },
      ),
      of: fc.nat({ max: 999 }),
      ms: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 2_500 })),
    }),
    { minLength: 4, maxLength: 16 },
  ),
});
type Schedule = typeof Schedule extends fc.Arbitrary<infer T> ? T : never;

async function play(
  { seed, processes, happenings }: Schedule,
  options: Partial<WorldOptions> = {},
): Promise<World> {
  const world = new World({ seed, ...options });
  for (let index = 0; index < processes; index += 1) world.spawn();
  await world.time.runFor(400);
  for (const happening of happenings) {
    await world.time.runFor(happening.afterMs);
    HAPPENINGS[happening.kind].let(world, happening);
  }
  await world.time.runFor(1_200);
  return world;
}

const spoiled = <Key extends string>(key: Key, act: unknown): Sabotage => {
  return ({ current }) => void Object.assign(current, { [key]: act });
};

/** Each takes one thing away that the law rests on. */
const SABOTAGES: readonly (readonly [title: string, options: Partial<WorldOptions>])[] = [
  ['a writer acknowledges when it is durable', { sabotage: spoiled('settle', () => Promise.resolve()) }],
  ['a lease never ends', { sabotage: spoiled('isCurrent', () => true) }],
  [
    'a replica says that it has applied what it has only heard of',
    {
      sabotage: ({ current, notices, name }) => {
        const { hint } = current;
        current.hint = (revision) => {
          notices.applied(name, revision);
          hint.call(current, revision);
        };
      },
    },
  ],
  [
    'nobody is waited for where the list of holders cannot be had',
    { leases: (port) => ({ behind: (...args) => port.behind(...args).catch(() => []) }) },
  ],
  [
    'a lease is held before its renewal is there',
    {
      leases: (port, world) => ({
        renew: async (...args) =>
          void world.time.after(250, () => void port.renew(...args).catch(() => undefined)),
      }),
    },
  ],
  [
    'whoever seems silent is forgotten, whatever they have done since',
    {
      leases: (port) => {
        let old: ReturnType<typeof port.holders> | undefined;
        return {
          holders: (identity) => (old ??= port.holders(identity)),
          forget: (holder) => port.release(holder),
        };
      },
    },
  ],
  ['a store of leases keeps its name when it is emptied', { keepsName: true }],
  ['clocks are further apart than a lease allows for', { slew: 0.5 }],
];

describe('governance/application/registry/law', () => {
  it(
    'no check that begins after an acknowledgement is answered from before it',
    async () => {
      const sums = { answered: 0, refused: 0, acknowledged: 0, failed: 0 };

      await fc.assert(
        fc.asyncProperty(Schedule, async (schedule) => {
          const { stale, counts } = await play(schedule);
          for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += counts[key];

          expect(stale).toEqual([]);
        }),
        { numRuns: SCHEDULES, seed: SEED },
      );

      expect(sums.answered).toBeGreaterThan(20 * SCHEDULES);
      expect(sums.acknowledged).toBeGreaterThan(SCHEDULES);
    },
    TIMEOUT_MS,
  );

  it(
    'when everything is whole again, everybody has every change and answers, and no writer waits',
    async () => {
      await fc.assert(
        fc.asyncProperty(Schedule, async (schedule) => {
          const world = await play(schedule);
          await world.heal();
          const { answered } = world.counts;
          const { serving } = world;
          for (const process of serving) world.check(process);
          await world.time.runFor(300);

          expect(world.counts.answered - answered).toBe(serving.length);
          expect(serving.map(({ current }) => current.view.revision)).toEqual(
            serving.map(() => world.store.log.length),
          );
          expect(serving.filter(({ unanswered }) => unanswered > 0)).toEqual([]);
          expect(world.stale).toEqual([]);
        }),
        { numRuns: HEALED_SCHEDULES, seed: SEED },
      );
    },
    TIMEOUT_MS,
  );

  it.each(SABOTAGES)(
    'is seen to be broken where %s',
    async (_, options) => {
      const found = await fc.check(
        fc.asyncProperty(Schedule, async (schedule) => (await play(schedule, options)).stale.length === 0),
        { numRuns: SABOTAGED_SCHEDULES, seed: SEED, endOnFailure: true },
      );

      expect(found.errorInstance).toEqual(new Error('Property failed by returning false'));
    },
    TIMEOUT_MS,
  );
});
