import { DomainError, type ErrorCode } from '@sallyport/domain';
import { requestExactly, rita } from '../governance.fake';
import { lockOf } from '../ports/resolver.fake';
import { factsWorld, type FactsWorld } from './facts-world.fake';

const MINUTE = 60_000;
const failure = (code: ErrorCode) => new DomainError(code, 'It failed');

async function scanStateOf(world: FactsWorld, requestId: string) {
  return (await world.store.request(requestId))?.scan ?? { state: 'pending' };
}

// Hours of the clock's time, with every tick of the leases in them.
jest.setTimeout(60_000);

describe('application/facts/scan-requests', () => {
  it('scans the lock of a request, and the versions named where there is none', async () => {
    const world = await factsWorld();
    const lock = lockOf('npm', [['a', '1.0.0']]);
    world.resolver.answer = lock;
    const whole = await world.request.request({
      actor: rita,
      ecosystem: 'npm',
      requirements: ['a'],
      closure: true,
    });
    await world.clock.advance(1);
    const exact = await requestExactly(world, 'b@1.0.0');

    await world.scanRequests.round();

    expect(world.inspector.asked).toEqual([
      { ecosystem: 'npm', what: { lock } },
      { ecosystem: 'npm', what: { requirements: ['b@1.0.0'] } },
    ]);
    expect(await scanStateOf(world, whole.requestId)).toMatchObject({ state: 'done' });
    expect(await scanStateOf(world, exact.requestId)).toMatchObject({ state: 'done' });
  });

  it('looks at each once', async () => {
    const world = await factsWorld();
    await requestExactly(world, 'a@1.0.0');

    await world.scanRequests.round();
    await world.scanRequests.round();

    expect(world.inspector.asked).toHaveLength(1);
  });

  it.each<[ErrorCode]>([
    ['digest-mismatch'],
    ['archive-refused'],
    ['no-installable-artifact'],
    ['package-not-found'],
  ])('notes %s at once, for the reviewer, and goes on', async (code) => {
    const world = await factsWorld();
    const bad = await requestExactly(world, 'a@1.0.0');
    await world.clock.advance(1);
    const good = await requestExactly(world, 'b@1.0.0');
    world.inspector.failures.push(failure(code));

    await world.scanRequests.round();

    expect(await scanStateOf(world, bad.requestId)).toMatchObject({
      state: 'failed',
      message: `${code}: It failed`,
    });
    expect(await scanStateOf(world, good.requestId)).toMatchObject({ state: 'done' });
  });

  it.each<[ErrorCode]>([['timeout'], ['registry-unreachable'], ['scan-failed']])(
    'tries again later after %s, and gives up after the fifth',
    async (code) => {
      const world = await factsWorld();
      const { requestId } = await requestExactly(world, 'a@1.0.0');
      world.inspector.failures.push(...Array.from({ length: 9 }, () => failure(code)));

      await world.scanRequests.round();
      await world.scanRequests.round();
      const atOnce = world.inspector.asked.length;
      for (let tries = 0; tries < 9; tries += 1) {
        await world.clock.advance(6 * MINUTE);
        await world.scanRequests.round();
      }

      expect([atOnce, world.inspector.asked.length]).toEqual([1, 5]);
      expect(await scanStateOf(world, requestId)).toMatchObject({ state: 'failed' });
    },
  );

  it.each<[ErrorCode]>([['nobody-listens'], ['bus-unavailable']])(
    'never holds %s against the request',
    async (code) => {
      const world = await factsWorld();
      const { requestId } = await requestExactly(world, 'a@1.0.0');
      world.inspector.failures.push(...Array.from({ length: 20 }, () => failure(code)));

      for (let tries = 0; tries < 20; tries += 1) {
        await world.scanRequests.round();
        // Beyond the wait after a fault of ours; a minute each would be twenty of ticking leases, too long for a busy machine.
        await world.clock.advance(3_000);
      }
      const while20Fail = await scanStateOf(world, requestId);
      await world.scanRequests.round();

      expect([while20Fail.state, (await scanStateOf(world, requestId)).state]).toEqual(['pending', 'done']);
    },
  );

  it('says where the store does not answer', async () => {
    const world = await factsWorld();
    world.store.down = true;

    await expect(world.scanRequests.round()).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
