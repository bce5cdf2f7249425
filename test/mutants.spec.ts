import { mutant } from './hostile/mutations/mutate';
import { runMutants } from './hostile/mutations/run-mutants';
import { seeds } from './hostile/mutations/seeds';
import { seeded } from './attacks/seeded';

/** A small share of `npm run mutants`, with a seed of its own. */
const COUNT = 2_000;

describe('test/mutants', () => {
  it('makes the same mutants from the same seed', () => {
    const all = seeds();

    expect(mutant(all, seeded('x 7'))).toEqual(mutant(all, seeded('x 7')));
    expect(Object.values(all).every((texts) => texts.length > 0)).toBe(true);
  });

  it('ends no process and hangs none', async () => {
    const { crashes, hangs, peakMb } = await runMutants({ seed: 'suite', count: COUNT, processes: 2 });

    expect({ crashes, hangs }).toEqual({ crashes: [], hangs: [] });
    expect(peakMb).toBeLessThanOrEqual(512);
  }, 600_000);
});
