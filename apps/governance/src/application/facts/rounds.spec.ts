import { FakeClock, settled } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import { Rounds } from './rounds';

function setUp(round: () => Promise<void>) {
  const [clock, log] = [new FakeClock(), new FakeLog()];
  return { clock, log, rounds: new Rounds(clock, log, { what: 'x', everyMs: 1_000, round }) };
}

describe('application/facts/rounds', () => {
  it('goes round at once, then when it is time, and not after the stop', async () => {
    let count = 0;
    const { clock, rounds } = setUp(async () => void (count += 1));
    const counts: number[] = [];

    rounds.start();
    await settled();
    counts.push(count);
    await clock.advance(3_000);
    counts.push(count);
    await rounds.stop();
    await clock.advance(3_000);

    expect([...counts, count]).toEqual([1, 4, 4]);
  });

  it('goes round when nudged', async () => {
    let count = 0;
    const { rounds } = setUp(async () => void (count += 1));
    rounds.start();
    await settled();

    rounds.nudge();
    await settled();
    await rounds.stop();

    expect(count).toBe(2);
  });

  it('goes on after a failure, says it once, and says when it is over', async () => {
    let count = 0;
    const { clock, log, rounds } = setUp(async () => {
      count += 1;
      if (count <= 3) throw new Error('down');
    });

    rounds.start();
    await clock.advance(5_000);
    await rounds.stop();

    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });
});
