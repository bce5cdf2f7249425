import {
  checkClosure,
  checkPackage,
  DomainError,
  followerName,
  recordDecisions,
  type Decision,
} from '@sallyport/domain';
import { FakeBus } from '../fake-bus.fake';
import { SallyportClient } from '../sallyport-client';
import { FakeLocalClock } from './local-clock.fake';
import { LocalDecisions, type LocalOptions } from './local-decisions';
import { agent, allowed, banned, FakeRegistryService, STORE_START } from './registry-service.fake';

const LODASH = { ecosystem: 'npm', name: 'lodash', version: '1.0.0' };
const REMOTE: Decision = {
  allowed: false,
  effect: 'deny',
  reasonCode: 'untrusted',
  reason: 'Said by governance.',
  maturityRequired: null,
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision: 99,
  policyVersion: 'remote',
};
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

const DOWN = new DomainError('bus-unavailable', 'down');
const down = (count: number): DomainError[] => Array.from({ length: count }, () => DOWN);

/** A registry with one allowed package and one agent; governance itself answers checks with `REMOTE`. */
async function setUp(options: LocalOptions = {}) {
  const [bus, clock] = [new FakeBus(), new FakeLocalClock()];
  const service = new FakeRegistryService(bus, clock);
  service.change(agent('ann'), ...allowed());
  bus.serve(checkPackage, () => REMOTE);
  bus.serve(checkClosure, ({ packages }) => ({
    ...{ allowed: true, checked: packages.length, revision: 99, policyVersion: 'remote', refused: [] },
    without: [],
  }));
  const local = await LocalDecisions.start(bus, { agentId: 'ann', clock, log: SILENT, ...options });
  return { bus, clock, service, local };
}

const asked = (bus: FakeBus, subject: string): number =>
  bus.asked.filter((request) => request.subject === subject).length;

describe('libs/client/local/local-decisions', () => {
  it('decides in this process, at the revision it holds', async () => {
    const { bus, local } = await setUp();

    const decision = await local.check(LODASH);

    expect(decision).toMatchObject({ allowed: true, reasonCode: 'approved', revision: 1 });
    expect(local.checkHere(LODASH)).toEqual(decision);
    expect(asked(bus, checkPackage.subject)).toBe(0);
  });

  it('gives each caller a decision of its own', async () => {
    const { local } = await setUp();
    const first = local.checkHere(LODASH) as Decision;

    first.allowed = false;
    first.evidence.push({ fact: 'agent', text: 'forged' });

    expect(local.checkHere(LODASH)).toMatchObject({
      allowed: true,
      evidence: expect.not.arrayContaining([first.evidence.at(-1)]),
    });
  });

  it('decides a closure as a whole', async () => {
    const { bus, local, service, clock } = await setUp();
    service.change(banned('qs'));
    await clock.advance(300);

    const reply = await local.checkClosure('npm', [
      { name: 'lodash', version: '1.0.0' },
      { name: 'qs', version: '1.0.0' },
    ]);

    expect(reply).toMatchObject({
      allowed: false,
      checked: 2,
      revision: 2,
      refused: [{ name: 'qs', decision: { reasonCode: 'banned' } }],
    });
    expect(asked(bus, checkClosure.subject)).toBe(0);
  });

  it('follows: what changed is decided by, soon and without being told', async () => {
    const { local, service, clock } = await setUp();
    service.change(banned());
    await clock.advance(300);

    expect(local.checkHere(LODASH)).toMatchObject({ allowed: false, reasonCode: 'banned', revision: 2 });
  });

  it('looks at once where it is told, and says that it has applied what it saw', async () => {
    const { local, service, clock } = await setUp();
    service.change(banned());
    service.hint();
    await clock.advance(0);

    expect(local.checkHere(LODASH)).toMatchObject({ reasonCode: 'banned' });
    expect([...service.followers.values()]).toEqual([2]);
  });

  it('decides for the time of the store, not of this machine', async () => {
    const { local, service, clock } = await setUp();

    local.checkHere(LODASH);
    await clock.advance(40);

    const at = service.recorded[0]?.decisions[0]?.at ?? '';
    expect(Date.parse(at)).toBe(STORE_START + 5_000);
  });

  describe('without a lease', () => {
    it.each([
      [
        'governance does not answer it',
        async ({ service, clock }) => {
          service.failures.push(...down(50));
          await clock.advance(1_300);
        },
      ],
      ['the wall clock says that it is over', async ({ clock }) => void (clock.wallJumpMs = 1_000)],
    ] satisfies [string, (world: Awaited<ReturnType<typeof setUp>>) => Promise<void>][])(
      'asks governance: %s',
      async (_, lose) => {
        const world = await setUp();
        await lose(world);

        expect(world.local.isCurrent).toBe(false);
        expect(world.local.checkHere(LODASH)).toBeUndefined();
        expect(await world.local.check(LODASH, { minRevision: 1, skillId: 's1' })).toEqual(REMOTE);
        expect(world.bus.asked.at(-1)).toEqual({
          subject: checkPackage.subject,
          request: { agentId: 'ann', ...LODASH, minRevision: 1, skillId: 's1' },
        });
        expect(await world.local.checkClosure('npm', [LODASH])).toMatchObject({ policyVersion: 'remote' });
      },
    );

    it('denies with an error where governance does not answer either', async () => {
      const { bus, local, service, clock } = await setUp();
      service.failures.push(...down(50));
      await clock.advance(1_300);
      bus.serve(checkPackage, () => {
        throw new DomainError('store-unavailable', 'down');
      });

      await expect(local.check(LODASH)).rejects.toMatchObject({ code: 'store-unavailable' });
    });

    it('takes no contradiction of governance', async () => {
      const { bus, local } = await setUp();
      bus.serve(checkPackage, () => ({ ...REMOTE, allowed: true }));

      await expect(local.check(LODASH, { sign: true })).rejects.toMatchObject({ code: 'internal' });
    });
  });

  it('holds its lease for as long as a moment before it asked allows', async () => {
    const { local, service, clock } = await setUp();
    service.failures.push(...down(50));

    await clock.advance(999);
    const atTheEnd = local.isCurrent;
    await clock.advance(1);

    expect([atTheEnd, local.isCurrent]).toEqual([true, false]);
  });

  it('counts its lease from before it asked, however late the answer', async () => {
    const { local, service, clock } = await setUp();
    service.before = () => clock.sleep(700);

    await clock.advance(1_001);
    // Asked at 300, answered at 1,000.
    const held = local.isCurrent;
    service.failures.push(...down(50));
    await clock.advance(299);

    expect([held, local.isCurrent]).toEqual([true, false]);
  });

  it('demands what the caller demands: a revision that is not here is asked for first', async () => {
    const { bus, local, service } = await setUp();
    const revision = service.change(banned());

    expect(await local.check(LODASH, { minRevision: revision })).toMatchObject({ reasonCode: 'banned' });
    expect(await local.check(LODASH, { minRevision: revision + 1 })).toEqual(REMOTE);
    expect(asked(bus, checkPackage.subject)).toBe(1);
  });

  it('leaves signatures to governance', async () => {
    const { bus, local } = await setUp();

    expect(await local.check(LODASH, { sign: true })).toEqual(REMOTE);
    expect(bus.asked.at(-1)?.request).toMatchObject({ sign: true });
  });

  it.each([
    ['an agent id', { agentId: 'a b' }, LODASH, 'invalid-agent-id'],
    ['an ecosystem', {}, { ...LODASH, ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['a name', {}, { ...LODASH, name: '../x' }, 'invalid-name'],
    ['a version', {}, { ...LODASH, version: '^1' }, 'invalid-version'],
    ['a digest', {}, { ...LODASH, digest: 'sha256:x' }, 'invalid-digest'],
    ['a skill id', { skillId: 's'.repeat(129) }, LODASH, 'invalid-request'],
    ['a field', {}, { ...LODASH, maturity: 'autonomous' }, 'invalid-request'],
    ['a revision', { minRevision: -1 }, LODASH, 'invalid-request'],
  ])('refuses %s that the wire would refuse', async (_, options, pkg, code) => {
    const { local, service, clock } = await setUp();

    await expect(local.check(pkg, options)).rejects.toMatchObject({ code });
    await clock.advance(50);
    expect(service.recorded).toEqual([]);
  });

  describe('on record', () => {
    it('numbers every decision made here within its own name and epoch', async () => {
      const { local, service, clock, bus } = await setUp({ followerId: 'executor-7' });

      await local.check(LODASH, { skillId: 's1' });
      await local.checkClosure('npm', [LODASH]);
      await local.check(LODASH, { sign: true });
      await clock.advance(40);

      const [batch] = service.recorded;
      expect(service.recorded).toHaveLength(1);
      expect(batch).toMatchObject({
        followerId: 'executor-7',
        decisions: [
          {
            sequence: 1,
            agentId: 'ann',
            name: 'lodash',
            effect: 'allow',
            reasonCode: 'approved',
            skillId: 's1',
            revision: 1,
          },
          { sequence: 2, packages: ['lodash@1.0.0'], allowed: true, refused: [], revision: 1 },
        ],
      });
      expect(followerName(batch as never)).toMatch(/^local:executor-7:[0-9a-f]{16}$/);
      expect(JSON.stringify(bus.asked)).not.toContain(followerName(batch as never));
    });

    it('denies where no record gets through, and decides again when it does', async () => {
      const { bus, local, service, clock } = await setUp();
      local.checkHere(LODASH);
      // Following still works; only the record does not.
      const decided = service.recorded.length;
      bus.serve(recordDecisions, () => {
        throw DOWN;
      });
      await clock.advance(3_100);

      expect(() => local.checkHere(LODASH)).toThrow(expect.objectContaining({ code: 'audit-unavailable' }));
      await expect(local.check(LODASH)).rejects.toMatchObject({ code: 'audit-unavailable' });
      expect([decided, asked(bus, checkPackage.subject)]).toEqual([0, 0]);
    });

    it('brings what was decided on record before it closes, and lets nobody wait for it', async () => {
      const { local, service, bus, clock } = await setUp();
      local.checkHere(LODASH);

      const closed = local.close();
      await clock.advance(50);
      await closed;

      expect(service.recorded.flatMap(({ decisions }) => decisions)).toHaveLength(1);
      expect(service.followers.size).toBe(0);
      expect(local.checkHere(LODASH)).toBeUndefined();
      expect(bus.closed).toBe(false);
    });
  });

  it('begins from the client, for its agent', async () => {
    const [bus, clock] = [new FakeBus(), new FakeLocalClock()];
    new FakeRegistryService(bus, clock).change(agent('ann'), ...allowed());

    const local = await SallyportClient.over(bus, 'ann').decideLocally({ clock, log: SILENT });

    expect(local.checkHere(LODASH)).toMatchObject({ allowed: true });
  });

  it.each(['permission-denied', 'too-many-followers', 'nobody-listens'] as const)(
    'does not begin, and listens to nothing, where it hears %s',
    async (code) => {
      const [bus, clock] = [new FakeBus(), new FakeLocalClock()];
      const service = new FakeRegistryService(bus, clock);
      service.failures.push(new DomainError(code, 'no'));

      await expect(LocalDecisions.start(bus, { clock, log: SILENT })).rejects.toMatchObject({ code });
      await clock.advance(5_000);

      expect(bus.listenersOf('internal.governance.changed')).toBe(0);
      expect(service.followers.size).toBe(0);
    },
  );
});
