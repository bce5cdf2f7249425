import { DomainError, type DetonationLook, type Lock, type Verdict } from '@sallyport/domain';
import { npm, rita } from '../governance.fake';
import { lockOf } from '../ports/resolver.fake';
import { approved, digestOf, factsWorld, putInForce, scanOf, type FactsWorld } from './facts-world.fake';

const LATER = '2026-01-01T00:00:01.000Z';

async function requested(world: FactsWorld, name: string): Promise<Lock> {
  const lock = lockOf('npm', [[name, '1.0.0']]);
  world.resolver.answer = lock;
  await world.clock.advance(1);
  await world.request.request({ actor: rita, ecosystem: 'npm', requirements: [name], closure: true });
  return lock;
}

/** `a` and `b` were seen by rules r1; `new` by r2, later. */
async function setUp() {
  const world = await factsWorld();
  const locks = [await requested(world, 'a'), await requested(world, 'b')];
  await world.recordScan.record(scanOf([{ name: 'a' }, { name: 'b', digest: digestOf('b') }]));
  await approved(world, 'b');
  const newer = { digest: digestOf('c'), report: { rulesVersion: 'r2' } };
  await world.recordScan.record(scanOf([{ name: 'new', ...newer }], { scannedAt: LATER }));
  return { ...world, locks };
}

const run = (verdict: Verdict | null): DetonationLook => ({
  ...{ mode: 'enforce', verdict, why: null, at: null, detonator: null, behaviour: null },
});

const rescans = (world: FactsWorld) => world.inspector.asked.map(({ what }) => what);

describe('application/facts/rescan-outdated', () => {
  it('has what older rules saw scanned again, approved versions first, and each once', async () => {
    const world = await setUp();

    await world.rescanOutdated.round();
    await world.rescanOutdated.round();

    expect(rescans(world)).toEqual([{ lock: world.locks[1] }, { lock: world.locks[0] }]);
  });

  it('does nothing where all rules are the same, or nothing is known', async () => {
    const world = await factsWorld();
    await world.rescanOutdated.round();
    await requested(world, 'a');
    await world.recordScan.record(scanOf([{ name: 'a' }]));

    await world.rescanOutdated.round();

    expect(rescans(world)).toEqual([]);
  });

  it.each([
    ['off', { highRisk: true }, 0],
    ['dry-run', { highRisk: true }, 1],
    ['enforce', { highRisk: true }, 1],
    ['enforce', {}, 1],
    ['enforce', { highRisk: false }, 0],
    ['enforce', { highRisk: true, detonation: run('clean') }, 0],
    // Another run would say the same.
    ['enforce', { highRisk: true, detonation: run('suspicious') }, 0],
    ['enforce', { highRisk: true, detonation: run(null) }, 1],
  ] as const)('under %s, %j: scans again what was only read, %d times', async (mode, report, times) => {
    const world = await factsWorld();
    await requested(world, 'a');
    await world.recordScan.record(scanOf([{ name: 'a', report }]));
    if (mode !== 'off')
      await putInForce(world, (policy) => ({
        ...policy,
        rules: { ...policy.rules, 'not-detonated': { mode } },
      }));

    await world.rescanOutdated.round();

    expect(rescans(world)).toHaveLength(times);
  });

  it('tries again after an hour what is still only read', async () => {
    const world = await factsWorld();
    await requested(world, 'a');
    await world.recordScan.record(scanOf([{ name: 'a', report: { highRisk: true } }]));
    await putInForce(world, (policy) => ({
      ...policy,
      rules: { ...policy.rules, 'not-detonated': { mode: 'enforce' } },
    }));

    await world.rescanOutdated.round();
    await world.clock.advance(59 * 60_000);
    await world.rescanOutdated.round();
    expect(rescans(world)).toHaveLength(1);

    await world.clock.advance(60_000);
    await world.rescanOutdated.round();
    expect(rescans(world)).toHaveLength(2);
  });

  it('tells which answers the new rules change', async () => {
    const world = await setUp();
    world.inspector.onInspect = async (what) => {
      const [locked] = 'lock' in what ? what.lock.packages : [];
      const report = { rulesVersion: 'r2', verdict: 'malicious' as const, ownVerdict: 'malicious' as const };
      const digest = digestOf(locked?.name ?? '');
      await world.recordScan.record(
        scanOf([{ name: locked?.name ?? '', digest, report }], { scannedAt: LATER }),
      );
    };

    await world.rescanOutdated.round();

    expect([...world.stream.reevaluations.values()]).toMatchObject([
      { cause: 'rules', changes: [{ ...npm('b'), after: { effect: 'deny', reasonCode: 'malicious' } }] },
      { cause: 'rules', changes: [{ ...npm('a'), after: { effect: 'deny', reasonCode: 'malicious' } }] },
    ]);
  });

  it('goes on after one that cannot be scanned', async () => {
    const world = await setUp();
    world.inspector.failures.push(new DomainError('digest-mismatch', 'Other bytes'));

    await world.rescanOutdated.round();

    expect(rescans(world)).toHaveLength(2);
  });

  it('stops where no scan is possible', async () => {
    const world = await setUp();
    world.inspector.failures.push(new DomainError('nobody-listens', 'No installer runs'));

    await expect(world.rescanOutdated.round()).rejects.toMatchObject({ code: 'nobody-listens' });
    expect(rescans(world)).toHaveLength(1);
  });

  it('names, once, what came with no lock', async () => {
    const world = await setUp();
    await world.recordScan.record(scanOf([{ name: 'alone', digest: digestOf('d') }]));

    await world.rescanOutdated.round();
    await world.rescanOutdated.round();

    const named = world.log.lines.filter(({ sentence }) => sentence.includes('no lock'));
    expect(named).toMatchObject([
      { fields: { wanted: 'rules r2, read', packages: [JSON.stringify(['npm', 'alone', '1.0.0'])] } },
    ]);
  });

  it('scans five requests a round', async () => {
    const world = await setUp();
    for (let n = 0; n < 6; n += 1) {
      await requested(world, `p${n}`);
      await world.recordScan.record(scanOf([{ name: `p${n}`, digest: digestOf('e') }]));
    }

    await world.rescanOutdated.round();

    expect(rescans(world)).toHaveLength(5);
  });
});
