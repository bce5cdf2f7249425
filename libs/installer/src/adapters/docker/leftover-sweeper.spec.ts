import { LeftoverSweeper } from './leftover-sweeper';

describe('libs/installer/adapters/docker/leftover-sweeper', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('sweeps at start and every five minutes, also after a failure, until it is stopped', async () => {
    let sweeps = 0;
    const sweep = () =>
      ++sweeps === 1 ? Promise.reject(new Error('the engine is down')) : Promise.resolve(1);
    const sweeper = new LeftoverSweeper([{ what: 'containers', sweep }]);

    sweeper.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    const whileRunning = sweeps;
    sweeper.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(30 * 60_000);

    expect(whileRunning).toBe(3);
    expect(sweeps).toBe(3);
  });

  it('clears up the one where it cannot clear up the other', () => {
    const swept: string[] = [];
    const sweeper = new LeftoverSweeper([
      { what: 'containers', sweep: () => Promise.reject(new Error('the engine is down')) },
      { what: 'files', sweep: (now) => Promise.resolve(swept.push(new Date(now).toISOString())) },
    ]);
    jest.setSystemTime(new Date('2026-01-01T00:00:00.000Z'));

    sweeper.onApplicationBootstrap();
    sweeper.beforeApplicationShutdown();

    expect(swept).toEqual(['2026-01-01T00:00:00.000Z']);
  });
});
