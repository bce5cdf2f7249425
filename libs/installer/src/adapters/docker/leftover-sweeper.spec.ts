import { LeftoverSweeper } from './leftover-sweeper';

describe('libs/installer/adapters/docker/leftover-sweeper', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sweeps at start and every five minutes, also after a failure, until it is stopped', async () => {
    let sweeps = 0;
    const sweeper = new LeftoverSweeper({
      sweep: () => (++sweeps === 1 ? Promise.reject(new Error('the engine is down')) : Promise.resolve(1)),
    });

    sweeper.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    const whileRunning = sweeps;
    sweeper.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(30 * 60_000);

    expect(whileRunning).toBe(3);
    expect(sweeps).toBe(3);
  });
});
