import { LocalDecisions, SallyportClient, type CheckOptions, type ClosureOptions } from '@sallyport/client';
import { checkClosure, checkPackage, DomainError, type PackageId, type PackageRef } from '@sallyport/domain';
import fc from 'fast-check';
import {
  AFFECTED,
  allow,
  DIGEST,
  exempt,
  grantWith,
  OTHER_DIGEST,
} from '../apps/governance/src/application/checks/allowed-packages.fake';
import {
  fakeGovernance,
  npm,
  requestExactly,
  rita,
  type FakeGovernance,
} from '../apps/governance/src/application/governance.fake';
import { FakeReplicaNotices } from '../apps/governance/src/application/ports/replica-notices.fake';
import type { ChangePart } from '../apps/governance/src/application/ports/registry-store';
import { act, asked, type Act } from '../libs/registry-view/src/testing/drawn-acts';
import { InProcessBus, serveFollowers } from './support/in-process-bus';

const AT = '2026-01-01T00:00:00.000Z';
const BY = { actor: rita, at: AT };

/** One governance, asked over the bus and followed by a local decision point. */
async function setUp(prepare: (governance: FakeGovernance) => Promise<void> = async () => undefined) {
  const governance = await fakeGovernance();
  await prepare(governance);
  const { current, clock } = governance;
  const bus = new InProcessBus();
  serveFollowers(bus, { ...governance, notices: new FakeReplicaNotices(), current: () => current });
  bus.serve(checkPackage, (request) => governance.checkPackage.answer(request));
  bus.serve(checkClosure, (request) => governance.checkClosure.answer(request));
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const local = await LocalDecisions.start(bus, { clock, log });
  const client = SallyportClient.over(bus);
  return { governance, bus, local, client };
}

type World = Awaited<ReturnType<typeof setUp>>;

/** What comes back, or the code of the error. */
async function outcome(question: Promise<unknown>): Promise<unknown> {
  return question.catch((cause: unknown) => {
    if (DomainError.is(cause)) return cause.code;
    throw cause;
  });
}

describe('test/decide-locally', () => {
  describe('answers a check as governance does', () => {
    let world: World;

    beforeAll(async () => {
      world = await setUp(async (governance) => {
        await allow(governance, ['free', 'exempted', 'spoilt', 'banned', 'swept']);
        await allow(governance, ['old'], { version: '1.0.0' });
        await allow(governance, ['ended'], grantWith({ expiresAt: '2026-01-01T00:00:00.001Z' }));
        await allow(governance, ['narrow'], grantWith({ without: ['network'], breakGlass: true }));
        await allow(governance, ['affected', 'exempted'], { facts: AFFECTED });
        await exempt(governance, 'exempted');
        await requestExactly(governance, 'asked@1.0.0');
        await governance.register.register({ actor: rita, agentId: 'idle', maturity: 'autonomous' });
        await governance.suspend.suspend({ actor: rita, agentId: 'idle', reason: 'on leave' });
        await governance.ban.ban({ actor: rita, package: npm('banned'), reason: 'steals' });
        await governance.ban.ban({ actor: rita, package: npm('old', '2.0.0'), reason: 'steals' });
        await governance.bans.set.set({
          actor: rita,
          selector: { kind: 'all', ecosystem: 'npm', name: 'swept' },
          reason: 'all of it',
        });
      });
    });

    const agents = ['student', 'intern', 'supervised', 'autonomous', 'idle', 'stranger', 'a b'];
    const packages: (PackageRef & { digest?: string })[] = [
      npm('free'),
      npm('exempted'),
      npm('banned'),
      npm('swept'),
      npm('ended'),
      npm('narrow'),
      npm('affected'),
      npm('asked'),
      npm('unheard-of'),
      npm('old', '2.0.0'),
      { ...npm('free'), digest: DIGEST },
      { ...npm('free'), digest: OTHER_DIGEST },
      { ...npm('free'), digest: 'sha256:x' },
      { ...npm('free'), ecosystem: 'pypi' },
      { ...npm('free'), ecosystem: 'cargo' },
      npm('../free'),
      npm('free', '^1.0.0'),
    ];
    const rows = agents.flatMap((agentId) => packages.map((pkg) => [agentId, pkg] as const));

    it.each(rows)('%s, %j', async (agentId, pkg) => {
      const [here, remote] = await Promise.all([
        outcome(world.local.check(pkg, { agentId })),
        outcome(world.client.check(pkg, { agentId })),
      ]);

      expect(here).toEqual(remote);
    });

    it.each<[string, CheckOptions]>([
      ['a revision that is here', { minRevision: 3 }],
      ['a revision that never was', { minRevision: 1_000 }],
      ['a skill', { skillId: 's1' }],
      ['a skill that is too long', { skillId: 's'.repeat(129) }],
      ['no revision at all', { minRevision: -1 }],
    ])('asked with %s', async (_, options) => {
      const terms = { agentId: 'supervised', ...options };

      expect(await outcome(world.local.check(npm('free'), terms))).toEqual(
        await outcome(world.client.check(npm('free'), terms)),
      );
    });

    const tree = (path: string, name: string, dependencies: string[], version = '1.0.0') => ({
      ...{ name, version, path, dependencies },
    });
    it.each<[string, Parameters<SallyportClient['checkClosure']>[1], ClosureOptions]>([
      ['that is allowed', [npm('free'), npm('narrow')], {}],
      ['with refusals', [npm('free'), npm('banned'), npm('unheard-of'), npm('banned')], {}],
      [
        'with paths and alternatives',
        [tree('r', 'free', ['o', 'b']), tree('o', 'old', ['b'], '2.0.0'), tree('b', 'banned', [])],
        { roots: ['r'] },
      ],
      [
        'with digests',
        [
          { ...npm('free'), digest: DIGEST },
          { ...npm('narrow'), digest: OTHER_DIGEST },
        ],
        {},
      ],
      ['of a lock and a skill', [npm('free')], { lockDigest: DIGEST, skillId: 's1' }],
      ['of no lock', [npm('free')], { lockDigest: 'sha256:x' }],
      ['that is empty', [], {}],
      ['with one bad name', [npm('free'), npm('../x')], {}],
    ])('a closure %s', async (_, closure, options) => {
      const asked = closure.map(({ name, version, digest, path, dependencies }) => ({
        ...{ name, version, digest, path, dependencies },
      }));
      const terms = { agentId: 'supervised', ...options };

      expect(await outcome(world.local.checkClosure('npm', asked as never, terms))).toEqual(
        await outcome(world.client.checkClosure('npm', asked as never, terms)),
      );
    });

    it('has decided all of it here that can be', async () => {
      const { bus, local } = world;
      bus.serve(checkPackage, () => {
        throw new DomainError('store-unavailable', 'not asked');
      });

      expect(await local.check(npm('free'), { agentId: 'supervised' })).toMatchObject({ allowed: true });
      expect(await local.check(npm('banned'), { agentId: 'supervised' })).toMatchObject({
        reasonCode: 'banned',
      });
    });
  });

  it('answers as governance does for whatever the registry holds', async () => {
    const draws = fc.tuple(fc.array(act, { minLength: 1, maxLength: 4 }), fc.array(asked, { maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(draws, async ([acts, questions]) => {
        const { governance, local, client } = await setUp();
        for (const one of acts) await governance.store.act({ at: AT, decide: () => partsOf(one) });
        await governance.clock.advance(400);

        for (const { of, agentId, digest } of questions) {
          const pkg = { ...of, ...(digest === undefined ? {} : { digest }) };
          expect(await local.check(pkg, { agentId })).toEqual(await client.check(pkg, { agentId }));
        }
        expect(local.isCurrent).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('puts on record what governance puts on record', async () => {
    const { governance, local, client } = await setUp((before) => allow(before, ['free', 'narrow']));
    const terms = { agentId: 'supervised', skillId: 's1' };
    const closure = [{ name: 'free', version: '1.0.0', digest: DIGEST }, npm('unheard-of')];

    for (const asked of [local, client]) {
      await asked.check({ ...npm('free'), digest: DIGEST }, terms);
      await asked.check(npm('unheard-of'), terms);
      await asked.checkClosure('npm', closure as never, terms);
    }
    await governance.clock.advance(50);

    const [own, theirs] = ['r1', 'local:'].map((name) =>
      [...governance.stream.batches.values()]
        .filter(({ replica }) => replica.startsWith(name))
        .flatMap(({ decisions }) => decisions),
    );
    expect(theirs).toHaveLength(3);
    expect(theirs).toEqual(JSON.parse(JSON.stringify(own)));
  });
});

function partsOf({ records, packages }: Act): ChangePart[] {
  return [
    ...packages.map(
      ([id, entry]: readonly [PackageId, object]) =>
        ({ kind: 'package', action: 'approve', ...id, entry, ...BY }) as ChangePart,
    ),
    ...records.map((record) => ({ ...record, action: 'record', ...BY }) as ChangePart),
  ];
}
