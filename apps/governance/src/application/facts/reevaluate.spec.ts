import { DomainError, type Actor } from '@sallyport/domain';
import { npm, reasonFor, rita } from '../governance.fake';
import { approved, digestOf, factsWorld, malware, putInForce, scanOf, SCANNED_AT } from './facts-world.fake';

const LATER = '2026-01-01T00:00:00.500Z';
const CURRENT_DATA = { loaded: true, advisories: 9, importedAt: LATER };
const actor: Actor = { kind: 'service', id: 'scanner' };
const ADVISORY = { ...malware('GHSA-1'), malware: false, severity: 'critical' as const };

/** `good` and `bad` are approved and allowed; advisories are of a moment ago. */
async function setUp() {
  const world = await factsWorld();
  // Only what these tests are about decides.
  await putInForce(world, (policy) => ({
    ...policy,
    rules: Object.fromEntries(
      Object.entries(policy.rules).map(([rule, settings]) => [
        rule,
        rule === 'advisory-severity' ? { ...settings, mode: 'enforce' } : { ...settings, mode: 'off' },
      ]),
    ) as typeof policy.rules,
  }));
  await world.recordScan.record(scanOf([{ name: 'good' }, { name: 'bad' }]));
  await approved(world, 'good');
  await approved(world, 'bad');
  world.advisories.data = CURRENT_DATA;
  return world;
}

describe('application/facts/reevaluate', () => {
  it('starts from what is allowed', async () => {
    const world = await setUp();

    expect(await Promise.all(['good', 'bad'].map((name) => reasonFor(world, 'autonomous', name)))).toEqual([
      'approved',
      'approved',
    ]);
  });

  it('takes a new advisory into the facts, and tells which answers are others now', async () => {
    const world = await setUp();
    world.advisories.byName.set('bad', [ADVISORY]);

    const reply = await world.reevaluate.run('advisories', actor);

    const change = {
      ...npm('bad'),
      before: { effect: 'allow', reasonCode: 'approved' },
      after: { effect: 'deny', reasonCode: 'advisory-severity' },
    };
    expect(reply).toMatchObject({ packages: 2, banned: 0, changed: 1, changes: [change] });
    expect([...world.stream.reevaluations.values()]).toMatchObject([
      { cause: 'advisories', packages: 2, banned: 0, changes: [change], revision: reply.revision },
    ]);
    await expect(reasonFor(world, 'autonomous', 'bad')).resolves.toBe('advisory-severity');
    await expect(reasonFor(world, 'autonomous', 'good')).resolves.toBe('approved');
  });

  it('takes an advisory back that is gone', async () => {
    const world = await setUp();
    world.advisories.byName.set('bad', [ADVISORY]);
    await world.reevaluate.run('advisories', actor);
    world.advisories.byName.clear();

    await world.reevaluate.run('advisories', actor);

    await expect(reasonFor(world, 'autonomous', 'bad')).resolves.toBe('approved');
  });

  it('bans malware in the name of governance, once', async () => {
    const world = await setUp();
    world.advisories.byName.set('bad', [malware('MAL-2026-1')]);

    const first = await world.reevaluate.run('advisories', actor);
    await world.unban.unban({ actor: rita, package: npm('bad') });
    const second = await world.reevaluate.run('advisories', actor);

    expect([first.banned, second.banned]).toEqual([1, 0]);
    const ban = world.store.log.flatMap(({ parts }) => parts).find(({ action }) => action === 'ban');
    expect(ban).toMatchObject({
      actor: { kind: 'service', id: 'governance' },
      note: expect.stringContaining('MAL-2026-1'),
    });
    await expect(reasonFor(world, 'autonomous', 'bad')).resolves.toBe('malicious');
  });

  it('makes the advisory data newer only after everything has been matched with it', async () => {
    const world = await setUp();
    world.advisories.byName.set('bad', [ADVISORY]);
    const before = world.store.log.length;

    await world.reevaluate.run('advisories', actor);

    expect(world.store.log.slice(before).map(({ parts }) => parts.map(({ kind }) => kind))).toEqual([
      ['facts'],
      ['advisory-data'],
    ]);
    expect((await world.getFacts.get(npm('good'))).advisoryData).toEqual(CURRENT_DATA);
  });

  it('hears of an import also where nothing is known yet', async () => {
    const world = await factsWorld();
    world.advisories.data = CURRENT_DATA;

    await world.reevaluate.run('advisories', actor);

    expect((await world.getFacts.get(npm('any'))).advisoryData).toEqual(CURRENT_DATA);
  });

  it('writes nothing where nothing is new', async () => {
    const world = await setUp();
    await world.reevaluate.run('advisories', actor);
    const before = world.store.log.length;

    const reply = await world.reevaluate.run('request', rita);

    expect([world.store.log.length, reply.changes]).toEqual([before, []]);
  });

  it('also looks at what is approved and was never scanned', async () => {
    const world = await setUp();
    await approved(world, 'unseen');
    world.advisories.byName.set('unseen', [malware('MAL-2026-2')]);

    await world.reevaluate.run('advisories', actor);

    expect(world.current.view.lookup(npm('unseen'))?.banReason).toContain('MAL-2026-2');
  });

  it('asks in pages', async () => {
    const world = await setUp();
    const many = Array.from({ length: 1_100 }, (_, n) => ({ name: `p${n}` }));
    await world.recordScan.record(scanOf(many));

    await world.reevaluate.run('advisories', actor);

    expect(world.advisories.asked.map((page) => page.length)).toEqual([500, 500, 102]);
  });

  it.each(['nobody-listens', 'timeout'] as const)('changes nothing and says so on %s', async (code) => {
    const world = await setUp();
    const before = world.store.log.length;
    world.advisories.failure = new DomainError(code, 'The scanner does not answer');

    await expect(world.reevaluate.run('advisories', actor)).rejects.toMatchObject({ code });
    expect(world.store.log).toHaveLength(before);
    expect(world.stream.reevaluations.size).toBe(0);
  });

  describe('installed skills', () => {
    const skill = (skillId: string, agentId: string, packages: ReturnType<typeof npm>[] | undefined) => ({
      ...{ skillId, agentId, packages, ecosystem: 'npm' as const, imageId: `image-${skillId}` },
      lockDigest: digestOf('f'),
    });

    it('are named where they hold what changed', async () => {
      const world = await setUp();
      world.advisories.byName.set('bad', [ADVISORY]);
      world.installed.skills = [
        skill('hit', 'autonomous', [npm('good'), npm('bad')]),
        skill('safe', 'autonomous', [npm('good')]),
        skill('old', 'autonomous', undefined),
      ];

      await world.reevaluate.run('advisories', actor);

      expect([...world.stream.reevaluations.values()][0]?.skills).toEqual([
        { skillId: 'hit', ecosystem: 'npm', imageId: 'image-hit' },
      ]);
    });

    it('count by what their own agent is answered', async () => {
      const world = await setUp();
      await putInForce(world, (policy) => ({
        ...policy,
        rules: {
          ...(Object.fromEntries(
            Object.entries(policy.rules).map(([rule, settings]) => [rule, { ...settings, mode: 'off' }]),
          ) as typeof policy.rules),
          'advisory-severity': {
            mode: 'enforce',
            refuseFrom: { intern: 'low', supervised: 'low', autonomous: 'critical' },
          },
        },
      }));
      world.advisories.byName.set('bad', [{ ...ADVISORY, severity: 'low' }]);
      world.installed.skills = [
        skill('s', 'supervised', [npm('bad')]),
        skill('a', 'autonomous', [npm('bad')]),
      ];

      const { changes } = await world.reevaluate.run('advisories', actor);

      expect(changes).toEqual([]);
      expect([...world.stream.reevaluations.values()][0]?.skills.map(({ skillId }) => skillId)).toEqual([
        's',
      ]);
    });

    it('are looked at although nothing of them is approved or was scanned', async () => {
      const world = await setUp();
      world.installed.skills = [skill('hit', 'autonomous', [npm('only-installed')])];
      world.advisories.byName.set('only-installed', [malware('MAL-2026-3')]);

      const reply = await world.reevaluate.run('advisories', actor);

      expect(reply).toMatchObject({ packages: 3, banned: 1, changes: [{ name: 'only-installed' }] });
      expect([...world.stream.reevaluations.values()]).toMatchObject([
        {
          changes: [{ name: 'only-installed', after: { effect: 'deny' } }],
          skills: [{ skillId: 'hit', imageId: 'image-hit' }],
        },
      ]);
    });

    it('that cannot be listed hold nothing else', async () => {
      const world = await setUp();
      world.installed.failure = new DomainError('nobody-listens', 'No installer runs');
      world.advisories.byName.set('bad', [malware('MAL-2026-1')]);

      await expect(world.reevaluate.run('advisories', actor)).resolves.toMatchObject({ banned: 1 });
      expect(world.log.lines.map(({ sentence }) => sentence)).toContainEqual(
        expect.stringContaining('Installed skills'),
      );
    });
  });

  describe('another policy', () => {
    it('is told by what it changes, under one id for all replicas', async () => {
      const world = await setUp();
      await world.watchPolicy.round();
      world.advisories.byName.set('bad', [ADVISORY]);
      await world.reevaluate.run('advisories', actor);
      world.stream.reevaluations.clear();

      await putInForce(world, (policy) => ({
        ...policy,
        rules: Object.fromEntries(
          Object.entries(policy.rules).map(([rule, settings]) => [rule, { ...settings, mode: 'off' }]),
        ) as typeof policy.rules,
      }));
      const { revision } = world.current.view;
      await world.watchPolicy.round();
      await world.watchPolicy.round();

      expect([...world.stream.reevaluations]).toMatchObject([
        [
          `reevaluated-policy-${revision}`,
          { cause: 'policy', changes: [{ name: 'bad', after: { effect: 'allow', reasonCode: 'approved' } }] },
        ],
      ]);
    });
  });

  it('forgets what time alone has changed', async () => {
    const world = await setUp();
    await world.clock.advance(2_000);

    expect((await world.reevaluate.run('request', rita)).changes).toEqual([]);
    expect(SCANNED_AT < LATER).toBe(true);
  });
});
