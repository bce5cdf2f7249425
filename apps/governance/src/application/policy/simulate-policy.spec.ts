import { DomainError, parsePolicy, simulatePolicy, type RequestOf } from '@sallyport/domain';
import { npm, rita } from '../governance.fake';
import { advisory, policyWorld, textOf, type PolicyWorld } from './policy-world.fake';

/** Refuses interns everything that is bigger than one package. */
const SMALL = textOf('small', {
  'closure-too-large': { mode: 'enforce', maxPackages: { intern: 1, supervised: 1, autonomous: 5 } },
});
/** Refuses what has any advisory. */
const NO_ADVISORIES = textOf('no-advisories', {
  'advisory-severity': {
    mode: 'enforce',
    refuseFrom: { intern: 'low', supervised: 'low', autonomous: 'low' },
  },
});
const HIGH = advisory('CVE-1', 'high');
const DENIED = { effect: 'deny', reasonCode: 'advisory-severity' };
const APPROVED = { effect: 'allow', reasonCode: 'approved' };

describe('governance/application/policy/simulate-policy', () => {
  let world: PolicyWorld;
  const check = (agentId: string, name: string) => world.checkPackage.answer({ agentId, ...npm(name) });
  const closure = (agentId: string, ...names: string[]) =>
    world.checkClosure.answer({ agentId, ecosystem: 'npm', packages: names.map((name) => npm(name)) });
  const simulate = (request: RequestOf<typeof simulatePolicy> = {}) =>
    world.simulate
      .simulate(simulatePolicy.request.parse(request))
      .then((reply) => simulatePolicy.reply.parse(reply));

  beforeEach(async () => {
    world = await policyWorld();
    await world.approved('lodash');
    await world.approved('qs', [advisory('CVE-0', 'medium')]);
  });

  it('finds nothing changed where nothing is otherwise, through bans and time', async () => {
    await check('supervised', 'lodash');
    await check('student', 'lodash');
    await check('nobody', 'unheard-of');
    await closure('autonomous', 'lodash', 'qs');
    await world.banned('qs');
    await check('autonomous', 'qs');
    await closure('autonomous', 'lodash', 'qs', 'unheard-of');
    await world.record();

    await expect(simulate()).resolves.toMatchObject({
      policyVersion: world.current.view.policy.version,
      checks: 6,
      notReplayed: 0,
      changed: 0,
      changes: [],
      agents: [],
      skills: [],
    });
  });

  it('says which answers another policy would change, for whom', async () => {
    for (const agentId of ['autonomous', 'supervised', 'autonomous', 'intern']) await check(agentId, 'qs');
    await check('autonomous', 'lodash');
    await world.record();

    const reply = await simulate({ text: NO_ADVISORIES });

    expect(reply).toMatchObject({
      policyVersion: parsePolicy(NO_ADVISORIES).version,
      checks: 5,
      notReplayed: 0,
      changed: 3,
      changes: [
        { ...npm('qs'), before: APPROVED, after: DENIED, checks: 3, agents: ['autonomous', 'supervised'] },
      ],
      agents: [
        { agentId: 'autonomous', changed: 2 },
        { agentId: 'supervised', changed: 1 },
      ],
    });
    expect(world.current.view.policy.builtIn).toBe(true);
  });

  it('says which answers more advisories would change', async () => {
    await check('supervised', 'lodash');
    await check('supervised', 'qs');
    await world.record();

    const reply = await simulate({ advisories: [{ affects: 'lodash', match: HIGH }] });

    expect(reply).toMatchObject({
      checks: 2,
      changed: 1,
      changes: [{ ...npm('lodash'), before: APPROVED, after: DENIED, checks: 1 }],
    });
    expect(world.advisories.asked[0]).toEqual(expect.arrayContaining([npm('lodash'), npm('qs')]));
  });

  it('keeps what was known beside what is supposed', async () => {
    await check('intern', 'qs');
    await world.record();

    const reply = await simulate({ advisories: [{ affects: 'qs', match: advisory('CVE-9', 'info') }] });

    expect(reply).toMatchObject({ notReplayed: 0, changed: 0 });
  });

  it('answers each check as of its revision', async () => {
    await check('autonomous', 'qs');
    await world.banned('qs');
    await check('autonomous', 'qs');
    await world.record();

    const reply = await simulate({ text: NO_ADVISORIES });

    expect(reply).toMatchObject({
      checks: 2,
      notReplayed: 0,
      changed: 1,
      changes: [{ before: APPROVED, after: DENIED, checks: 1 }],
    });
  });

  it('compares with what the policy of the time answered', async () => {
    await check('autonomous', 'qs');
    await world.apply.apply({ actor: rita, text: NO_ADVISORIES });
    await check('autonomous', 'qs');
    await world.record();

    await expect(simulate()).resolves.toMatchObject({ checks: 2, notReplayed: 0, changed: 1 });
    await expect(simulate({ text: textOf('lax-again') })).resolves.toMatchObject({
      changed: 1,
      changes: [{ before: DENIED, after: APPROVED }],
    });
  });

  it('replays closures with their size, package by package', async () => {
    await closure('supervised', 'lodash', 'qs');
    await closure('autonomous', 'lodash', 'qs');
    await world.record();

    const reply = await simulate({ text: SMALL });

    expect(reply).toMatchObject({
      checks: 2,
      notReplayed: 0,
      changed: 1,
      agents: [{ agentId: 'supervised', changed: 1 }],
    });
    expect(reply.changes.map(({ name, after }) => [name, after.reasonCode]).sort()).toEqual([
      ['lodash', 'closure-too-large'],
      ['qs', 'closure-too-large'],
    ]);
  });

  it('says which installed skills would change', async () => {
    const skill = {
      skillId: 's1',
      ecosystem: 'npm' as const,
      imageId: 'sha256:1',
      agentId: 'autonomous',
      lockDigest: `sha256:${'f'.repeat(64)}`,
      packages: [npm('lodash'), npm('qs')],
    };
    world.installed.skills = [
      skill,
      { ...skill, skillId: 's2', packages: [npm('lodash')] },
      { ...skill, skillId: 'not-on-record', packages: undefined },
    ];

    const { skills } = await simulate({ text: NO_ADVISORIES });

    expect(skills).toEqual([
      { skillId: 's1', ecosystem: 'npm', imageId: 'sha256:1', before: true, after: false },
    ]);
  });

  it('counts what cannot be replayed, and never as unchanged', async () => {
    await check('autonomous', 'qs');
    await check('autonomous', 'lodash');
    await world.record();
    const [page] = world.trail.pages;
    const [first, second] = page?.decisions ?? [];
    const other = { ...second, sequence: 3, effect: 'deny' as const, reasonCode: 'banned' as const };
    const later = { ...second, sequence: 4, revision: 1_000 };
    const illegal = { ...second, sequence: 5, name: '../x' };
    world.trail.pages = [
      { decisions: [first, other, later, illegal].map((record) => record as never), unreadable: 1 },
    ];

    await expect(simulate({ text: NO_ADVISORIES })).resolves.toMatchObject({
      checks: 5,
      notReplayed: 4,
      changed: 1,
    });
  });

  it('counts everything after a gap of the change log as not replayed', async () => {
    await check('autonomous', 'lodash');
    await world.record();
    const complete = world.store.changesAfter.bind(world.store);
    world.store.changesAfter = async (revision, limit) =>
      (await complete(revision, limit)).filter((change) => change.revision !== 3);

    await expect(simulate()).resolves.toMatchObject({ checks: 1, notReplayed: 1, changed: 0 });
  });

  it('takes the period and the newest of it', async () => {
    await check('autonomous', 'qs');
    await check('autonomous', 'qs');
    await check('supervised', 'qs');
    await world.record();
    const [{ decisions } = { decisions: [] }] = world.trail.pages;
    const [first, ...others] = decisions;
    world.trail.pages = [
      { decisions: [{ ...first, at: '2026-01-01T12:00:00.000Z' } as never], unreadable: 0 },
      {
        decisions: others.map((record) => ({ ...record, at: '2026-01-03T12:00:00.000Z' })),
        unreadable: 0,
      },
    ];

    const counts = async (request: RequestOf<typeof simulatePolicy>) => (await simulate(request)).checks;

    await expect(counts({})).resolves.toBe(3);
    await expect(counts({ limit: 1 })).resolves.toBe(1);
    await expect(counts({ from: '2026-01-03' })).resolves.toBe(2);
    await expect(counts({ to: '2026-01-01' })).resolves.toBe(1);
    await expect(counts({ from: '2026-01-02', to: '2026-01-02T12:00:00Z' })).resolves.toBe(0);
  });

  it('reads no more of the trail than it needs', async () => {
    for (const name of ['lodash', 'qs', 'lodash']) {
      await check('autonomous', name);
      await world.record();
    }

    await simulate({ limit: 1 });

    expect(world.trail.pagesRead).toBeLessThan(3);
  });

  it('lets others in between many packages', async () => {
    for (let index = 0; index < 1_200; index += 1) await check('autonomous', 'qs');
    await world.record();

    const running = simulate({ text: NO_ADVISORIES });
    let isDone = false;
    void running.then(() => (isDone = true));
    await world.clock.advance(-1);
    expect(isDone).toBe(false);
    await world.clock.advance(1);

    await expect(running).resolves.toMatchObject({ checks: 1_200, notReplayed: 0, changed: 1_200 });
  });

  it('does one simulation after the other, also after one that failed', async () => {
    await check('autonomous', 'qs');
    await world.record();
    world.trail.failure = new DomainError('nobody-listens', 'No service serves audit.trail.search now');
    const failing = simulate();
    await expect(failing).rejects.toMatchObject({ code: 'nobody-listens' });

    world.trail.failure = undefined;
    const [one, other] = await Promise.all([simulate(), simulate({ text: NO_ADVISORIES })]);

    expect([one.changed, other.changed]).toEqual([0, 1]);
  });

  it.each([
    ['a policy that cannot be read', { text: '[]' }, 'invalid-policy'],
    ['no date', { from: 'yesterday' }, 'invalid-date'],
    ['no day', { from: '2026-02-30' }, 'invalid-date'],
    ['an end before the beginning', { from: '2026-02-02', to: '2026-02-01' }, 'invalid-date'],
    ['an advisory that cannot be read', { advisories: [{}] }, 'advisories-unreadable'],
  ])('refuses %s', async (_, request, code) => {
    await check('autonomous', 'qs');
    await world.record();

    await expect((async () => simulate(request))()).rejects.toMatchObject({ code });
  });

  it('has nothing to simulate where the policy in force cannot be read', async () => {
    const value = { text: ': [', version: 'x@000000000000', digest: `sha256:${'0'.repeat(64)}` };
    const at = world.clock.now().toISOString();
    await world.write([{ kind: 'policy', key: 'current', action: 'apply', value, at, actor: rita }]);

    await expect((async () => simulate())()).rejects.toMatchObject({ code: 'invalid-policy' });
    await expect(simulate({ text: SMALL })).resolves.toMatchObject({ checks: 0 });
  });
});
