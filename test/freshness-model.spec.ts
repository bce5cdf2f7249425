import { explore } from './model/explore';
import { EVERYTHING, SABOTAGES, SMALL } from './model/scenarios';
import { textOf } from './model/trace';
import { walk } from './model/walk';
import { beginningOf, steps } from './model/model';

/** More than the largest of these needs. */
const MAX_STATES = 1_000_000;
const WALK_STEPS = 100_000;

/** docs/adr/0023; `npm run model` goes further. */
describe('test/freshness-model', () => {
  it.each(SMALL)('no reachable state of "$name" breaks a law: $about', (scenario) => {
    const { broken, complete, states } = explore({ scenario }, MAX_STATES);

    expect(broken && textOf({ scenario }, broken)).toBeUndefined();
    expect(complete).toBe(true);
    expect(states).toBeGreaterThan(10_000);
  });

  it('no law is broken on a long walk through everything that can go wrong', () => {
    const {
      broken,
      steps: taken,
      acknowledged,
      answering,
    } = walk({ scenario: EVERYTHING }, WALK_STEPS, 20_261_122);

    expect(broken && textOf({ scenario: EVERYTHING }, broken)).toBeUndefined();
    expect(taken).toBe(WALK_STEPS);
    expect(acknowledged).toBeGreaterThan(1_000);
    expect(answering).toBeGreaterThan(WALK_STEPS / 10);
  });

  it.each(SABOTAGES)('finds what comes of it where $about', ({ scenario, fault, law }) => {
    const { broken } = explore({ scenario, fault }, MAX_STATES);

    expect(broken?.law).toMatch(law);
  });

  it('shows the way step by step', () => {
    const sabotage = SABOTAGES.find(({ fault }) => fault === 'lease-off');
    if (sabotage === undefined) throw new Error('There is no such sabotage');
    const { broken } = explore(sabotage, MAX_STATES);
    if (broken === undefined) throw new Error('It was not found');

    expect(textOf(sabotage, broken).map((line) => line.replace(/ {2,}/g, ' '))).toEqual([
      ' 1 t=0 writer A at R1 commits committed 1, acknowledged 0 | R1: 0 | R2: 0',
      ' 2 t=0 writer A at R1 hears that it is committed, and applies it committed 1, acknowledged 0 | R1: 1 | R2: 0',
      ' 3 t=0 writer A at R1 sees who is behind committed 1, acknowledged 0 | R1: 1 | R2: 0',
      ' 4 t=0 writer A at R1 acknowledges committed 1, acknowledged 1 | R1: 1 | R2: 0',
      ' => a check at R2 begins after the ban of revision 1 is acknowledged, and is allowed from revision 0',
    ]);
  });

  it('takes the same walk for the same seed', () => {
    const model = { scenario: EVERYTHING };
    expect(walk(model, 5_000, 7)).toEqual(walk(model, 5_000, 7));
    expect(walk(model, 5_000, 7)).not.toEqual(walk(model, 5_000, 8));
  });

  it('lets time pass with nobody moving, so that a process may stop anywhere', () => {
    const model = { scenario: EVERYTHING };
    const world = beginningOf(model);
    const actors = new Set<string>();
    (world.holders[0] as { lease: number }).lease = 1;

    steps(model, world, (actor) => void actors.add(actor));

    expect(actors).toContain('time');
  });
});
