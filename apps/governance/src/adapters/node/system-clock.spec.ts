import { SystemClock } from './system-clock';

describe('governance/adapters/node/system-clock', () => {
  afterEach(() => jest.useRealTimers());

  it("has this machine's time until the store's is heard", () => {
    jest.useFakeTimers({ now: Date.UTC(2026, 5, 1) });
    expect(new SystemClock().now().toISOString()).toBe('2026-06-01T00:00:00.000Z');
  });

  it("has the store's time from then on, whatever this machine's clock does", () => {
    jest.useFakeTimers({ now: Date.UTC(2026, 5, 1) });
    const clock = new SystemClock();
    clock.agree(Date.UTC(2020, 0, 1), clock.elapsedMs());

    jest.setSystemTime(Date.UTC(2030, 0, 1));
    const jumped = clock.now().toISOString();
    jest.advanceTimersByTime(1_500);

    expect([jumped, clock.now().toISOString()]).toEqual([
      '2020-01-01T00:00:00.000Z',
      '2020-01-01T00:00:01.500Z',
    ]);
    expect(clock.wallMs()).toBe(Date.UTC(2030, 0, 1) + 1_500);
  });
});
