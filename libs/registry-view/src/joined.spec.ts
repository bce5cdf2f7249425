import { Joined } from './joined';

interface Run {
  end: () => void;
  fail: (cause: Error) => void;
}

function joinedRuns(): { joined: Joined; runs: Run[] } {
  const runs: Run[] = [];
  const joined = new Joined(() => new Promise((end, fail) => void runs.push({ end, fail })));
  return { joined, runs };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('libs/registry-view/joined', () => {
  it('serves all who ask during a run by one more, which begins when that one has ended', async () => {
    const { joined, runs } = joinedRuns();
    const served: string[] = [];
    const asked = ['first', 'second', 'third'].map((name) => joined.run().then(() => served.push(name)));
    const begunAtOnce = runs.length;
    runs[0]?.end();
    await settled();
    const servedByFirst = [...served];
    runs[1]?.end();
    await Promise.all(asked);

    expect([begunAtOnce, servedByFirst, runs.length, served]).toEqual([
      1,
      ['first'],
      2,
      ['first', 'second', 'third'],
    ]);
  });

  it('tells a failure only to those whom the run was for', async () => {
    const { joined, runs } = joinedRuns();
    const first = joined.run().catch((cause: Error) => cause.message);
    const second = joined.run().then(() => 'served');
    runs[0]?.fail(new Error('gone'));
    await settled();
    runs[1]?.end();

    expect(await Promise.all([first, second])).toEqual(['gone', 'served']);
  });

  it('begins anew for whoever asks when nothing runs', async () => {
    const { joined, runs } = joinedRuns();
    for (const at of [0, 1]) {
      const asked = joined.run();
      runs[at]?.end();
      await asked;
    }

    expect(runs.length).toBe(2);
  });
});
