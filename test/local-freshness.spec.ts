import { LocalDecisions, type LocalClock } from '@sallyport/client';
import {
  DomainError,
  followRegistry,
  recordDecisions,
  replicaNotices,
  type Endpoint,
  type ReplyOf,
  type RequestOf,
} from '@sallyport/domain';
import { allow } from '../apps/governance/src/application/checks/allowed-packages.fake';
import { npm, rita, type FakeGovernance } from '../apps/governance/src/application/governance.fake';
import { RegisterAgent } from '../apps/governance/src/application/agents/register-agent';
import { BanPackage } from '../apps/governance/src/application/packages/ban-package';
import { UnbanPackage } from '../apps/governance/src/application/packages/unban-package';
import { FakeChangeOutbox } from '../apps/governance/src/application/ports/change-outbox.fake';
import { FakeClock, settled } from '../apps/governance/src/application/ports/clock.fake';
import { FakeEventStream } from '../apps/governance/src/application/ports/event-stream.fake';
import { FakeLog } from '../apps/governance/src/application/ports/log.fake';
import { FakeRegistryStore } from '../apps/governance/src/application/ports/registry-store.fake';
import { FakeReplicaLeases } from '../apps/governance/src/application/ports/replica-leases.fake';
import { FakeReplicaNotices } from '../apps/governance/src/application/ports/replica-notices.fake';
import { ChangeRelay } from '../apps/governance/src/application/registry/change-relay';
import { CurrentView } from '../apps/governance/src/application/registry/current-view';
import { RegistryWriter } from '../apps/governance/src/application/registry/registry-writer';
import { InProcessBus, serveFollowers } from './support/in-process-bus';

const SEEDS = 10;
/** A bus that lies is found out by the first few. */
const SABOTAGED_SEEDS = 3;
const STEPS = 60;
/** The revisions that set the scene. */
const SCENE = 2;
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const NOTHING = { stale: 0, allows: 0, denials: 0, undecided: 0, writes: 0 };
type Seen = typeof NOTHING;

/** What may be done to the bus of the local decision point, for the checker's own test. */
type Sabotage = (bus: InProcessBus, store: FakeRegistryStore) => InProcessBus;

const HONEST: Sabotage = (bus) => bus;

/** Every answer gives a lease far longer than any writer waits. */
const ENDLESS_LEASES: Sabotage = (bus) =>
  changed(bus, (endpoint, _, reply) =>
    endpoint === followRegistry ? { ...(reply as object), leaseMs: 60_000 } : reply,
  );

/** Once it has the scene it says that it has applied what it has not even read. */
const FORWARD: Sabotage = (bus, store) =>
  changed(
    bus,
    (_endpoint, _request, reply) => reply,
    (endpoint, request) => {
      const isFollowing = endpoint === followRegistry && (request as { revision: number }).revision >= SCENE;
      return isFollowing ? { ...(request as object), revision: store.log.length } : request;
    },
  );

/**
 * Two replicas of governance, a local decision point, and a network that delays and loses, all drawn from a seed. One
 * package is banned and unbanned in turn; each check notes what was acknowledged before it began.
 */
async function history(seed: number, sabotage: Sabotage): Promise<Seen> {
  const draw = drawing(seed);
  const clock = new FakeClock();
  const store = new FakeRegistryStore(() => clock.now().getTime());
  const [leases, notices, stream, log] = [
    new FakeReplicaLeases(),
    new FakeReplicaNotices(),
    new FakeEventStream(),
    new FakeLog(),
  ];
  const replicas = ['r1', 'r2'].map((name) => new CurrentView(store, leases, clock, log, name, notices));
  const network = { cut: false, slowMs: 5 };
  const leg = async (endpoint?: Endpoint): Promise<void> => {
    // Decisions that do not get on record are denied: that would hide what is looked for here.
    if (endpoint === recordDecisions) return;
    await clock.sleep(draw(network.slowMs));
    if (network.cut || draw(20) === 0) {
      await clock.sleep(2_000);
      throw new DomainError('timeout', 'lost');
    }
  };
  const bus = new InProcessBus(leg);
  const current = () => replicas[draw(2)] as CurrentView;
  serveFollowers(bus, { store, leases, notices, clock, stream, current });
  for (const replica of replicas) notices.listen(replica);
  notices.listen({
    hint: (revision) =>
      void leg().then(
        () => bus.publish(replicaNotices.changed.subject, { revision }),
        () => undefined,
      ),
    noticed: () => undefined,
  });

  for (const replica of replicas) await replica.start();
  const [writer] = replicas.map(
    (replica) =>
      new RegistryWriter(store, replica, new ChangeRelay(new FakeChangeOutbox([]), stream, clock, log)),
  ) as [RegistryWriter];
  const registering = new RegisterAgent(writer, clock).register({
    actor: rita,
    agentId: 'ann',
    maturity: 'autonomous',
  });
  const allowing = allow({ store, current: replicas[0] } as FakeGovernance, ['lodash']);
  await clock.advance(3_000);
  await Promise.all([registering, allowing]);

  const ownClock: LocalClock & { jumpMs: number } = {
    jumpMs: 0,
    elapsedMs: () => clock.elapsedMs(),
    wallMs: () => clock.wallMs() + ownClock.jumpMs,
    sleep: (ms) => clock.sleep(ms),
  };
  const seen = { ...NOTHING };
  const local = await started(sabotage(bus, store), ownClock, clock);
  const ban = new BanPackage(writer, clock);
  const unban = new UnbanPackage(writer, clock);
  // Between the beginning of an act and its end both answers are right.
  let mustDeny = false;
  let writing: Promise<void> | undefined;
  const write = async (isBan: boolean): Promise<void> => {
    if (!isBan) mustDeny = false;
    const act = { actor: rita, package: npm('lodash') };
    await (isBan ? ban.ban({ ...act, reason: 'steals' }) : unban.unban({ ...act, reason: 'cleared' }));
    if (isBan) mustDeny = true;
    seen.writes += 1;
    writing = undefined;
  };

  let banned = false;
  const moves: (() => void)[] = [
    () => {
      if (writing !== undefined) return;
      banned = !banned;
      writing = write(banned);
    },
    () => void (network.cut = draw(3) === 0),
    () => void (network.slowMs = [1, 5, 20, 200, 900][draw(5)] as number),
    () => void (notices.lost = !notices.lost),
    () => void (ownClock.jumpMs = draw(4_000) - 2_000),
  ];
  for (let step = 0; step < STEPS; step += 1) {
    moves[draw(2) === 0 ? 0 : draw(moves.length)]?.();
    for (let look = 0; look < 8; look += 1) {
      await clock.advance(draw(draw(4) === 0 ? 400 : 20));
      const denyNow = mustDeny;
      const decision = local.checkHere(npm('lodash'));
      if (decision === undefined) seen.undecided += 1;
      else if (!decision.allowed) seen.denials += 1;
      else seen.allows += 1;
      if (decision?.allowed && denyNow) seen.stale += 1;
    }
  }
  await settled();
  return seen;
}

/** Tried until the bus lets it. */
async function started(bus: InProcessBus, ownClock: LocalClock, clock: FakeClock): Promise<LocalDecisions> {
  for (;;) {
    const options = { agentId: 'ann', clock: ownClock, log: SILENT };
    const starting = LocalDecisions.start(bus, options).catch(() => undefined);
    await clock.advance(6_000);
    const local = await starting;
    if (local !== undefined) return local;
  }
}

/** All histories together. */
async function explore(sabotage: Sabotage, seeds: number): Promise<Seen> {
  const all = { ...NOTHING };
  for (let seed = 1; seed <= seeds; seed += 1) {
    const seen = await history(seed, sabotage);
    for (const what of Object.keys(all) as (keyof Seen)[]) all[what] += seen[what];
  }
  return all;
}

jest.setTimeout(120_000);

describe('test/local-freshness', () => {
  it('never allows here what was banned and acknowledged, whatever the bus does', async () => {
    const { stale, allows, denials, writes } = await explore(HONEST, SEEDS);

    expect(stale).toBe(0);
    // It was decided here, both ways, while there was something to find out.
    expect(Math.min(allows, denials, writes)).toBeGreaterThan(200);
  });

  it.each([
    ['leases that outlast every wait', ENDLESS_LEASES],
    ['a follower that says it is further than it is', FORWARD],
  ])('is tested by what finds: %s', async (_, sabotage) => {
    expect((await explore(sabotage, SABOTAGED_SEEDS)).stale).toBeGreaterThan(0);
  });
});

function changed(
  bus: InProcessBus,
  reply: (endpoint: Endpoint, request: unknown, reply: unknown) => unknown,
  request: (endpoint: Endpoint, request: unknown) => unknown = (_, same) => same,
): InProcessBus {
  const other = Object.create(bus) as InProcessBus;
  other.call = async <E extends Endpoint>(endpoint: E, asked: RequestOf<E>): Promise<ReplyOf<E>> => {
    const answer = await bus.call(endpoint, request(endpoint, asked) as RequestOf<E>);
    return reply(endpoint, asked, answer) as ReplyOf<E>;
  };
  return other;
}

/** Whole numbers below a bound, the same ones for the same seed (mulberry32). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
