import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world';

export interface Fault {
  readonly name: string;
  begin(world: World): Promise<void> | void;
  end(world: World): Promise<void> | void;
  /** Milliseconds between the two; twice a lease where nothing else is said, so that every lease runs out. */
  readonly holdMs?: number;
}

const nothing = (): void => undefined;

export const HEALTHY: Fault = { name: 'none', begin: nothing, end: nothing };

/** Of one replica, the victim, or of a server for all of them. */
export const FAULTS: readonly Fault[] = [
  HEALTHY,
  {
    name: 'replica killed, started again',
    begin: (world) => world.victim.kill(),
    end: (world) => world.victim.up(),
    holdMs: 500,
  },
  {
    name: 'replica stopped, continued',
    begin: (world) => world.victim.stop(),
    end: (world) => world.victim.resume(),
  },
  {
    name: 'replica cut off from NATS',
    begin: (world) => world.links.nats.set('cut'),
    end: (world) => world.links.nats.set('open'),
  },
  {
    name: 'messages of NATS vanish',
    begin: (world) => world.links.nats.set('blackhole'),
    end: (world) => world.links.nats.set('open'),
  },
  {
    name: 'replica cut off from PostgreSQL',
    begin: (world) => world.links.postgres.set('cut'),
    end: (world) => world.links.postgres.set('open'),
  },
  {
    name: 'packets of PostgreSQL vanish',
    begin: (world) => world.links.postgres.set('blackhole'),
    end: (world) => world.links.postgres.set('open'),
  },
  {
    name: 'NATS killed, started again',
    begin: (world) => world.nats.down(),
    end: (world) => world.nats.up(),
    holdMs: 500,
  },
  {
    name: 'PostgreSQL restarted',
    begin: (world) => world.postgres.down('fast'),
    end: (world) => world.postgres.up(),
    holdMs: 500,
  },
  {
    name: 'PostgreSQL killed in mid-commit',
    begin: killInMidCommit,
    end: (world) => world.postgres.up(),
    holdMs: 500,
  },
  {
    name: 'PostgreSQL stalled',
    begin: (world) => world.postgres.stall(),
    end: (world) => world.postgres.resume(),
  },
  {
    name: 'slow disk: 100 ms a flush',
    begin: (world) => world.postgres.delayFlushes(100),
    end: (world) => world.postgres.delayFlushes(0),
  },
  {
    name: 'clock an hour ahead',
    begin: (world) => world.victim.setClock('+1h'),
    end: (world) => world.victim.setClock('+0'),
  },
  {
    name: 'clock an hour behind',
    begin: (world) => world.victim.setClock('-1h'),
    end: (world) => world.victim.setClock('+0'),
  },
];

export const REDIS_FAULTS: readonly Fault[] = [
  HEALTHY,
  {
    name: 'replica cut off from Redis',
    begin: (world) => world.links.redis?.set('cut'),
    end: (world) => world.links.redis?.set('open'),
  },
  {
    name: 'packets of Redis vanish',
    begin: (world) => world.links.redis?.set('blackhole'),
    end: (world) => world.links.redis?.set('open'),
  },
  { name: 'Redis flushed', begin: (world) => world.flushRedis(), end: nothing },
  {
    name: 'Redis killed, started again',
    begin: (world) => world.redis?.kill(),
    end: (world) => world.redis?.start(),
    holdMs: 500,
  },
  {
    name: 'replica cut off from PostgreSQL',
    begin: (world) => world.links.postgres.set('cut'),
    end: (world) => world.links.postgres.set('open'),
  },
  {
    name: 'replica stopped, continued',
    begin: (world) => world.victim.stop(),
    end: (world) => world.victim.resume(),
  },
];

/** With every flush held back, writers are between their last statement and its end almost all of the time. */
async function killInMidCommit(world: World): Promise<void> {
  await world.postgres.delayFlushes(100);
  await sleep(300);
  await world.postgres.down('immediate');
}
