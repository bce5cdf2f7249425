import { suggestMaturity, type BehaviourCounts } from './behaviour';
import { MATURITIES, type Maturity } from './maturity';

const POLICY = {
  withinHours: 24,
  demoteFrom: { deniedEgress: 10, banHits: 5, inventedNames: 3 },
  promoteFromCleanChecks: 100,
};
const counts = (more: Partial<BehaviourCounts> = {}): BehaviourCounts => ({
  'denied-egress': 0,
  'ban-hit': 0,
  'invented-name': 0,
  'clean-check': 0,
  ...more,
});

describe('domain/agent/behaviour', () => {
  it.each<[string, Maturity, Partial<BehaviourCounts>, Maturity | undefined]>([
    ['nothing', 'supervised', {}, undefined],
    ['denied connections below the threshold', 'supervised', { 'denied-egress': 9 }, undefined],
    ['denied connections at the threshold', 'supervised', { 'denied-egress': 10 }, 'intern'],
    ['ban hits below the threshold', 'supervised', { 'ban-hit': 4 }, undefined],
    ['ban hits at the threshold', 'supervised', { 'ban-hit': 5 }, 'intern'],
    ['invented names below the threshold', 'supervised', { 'invented-name': 2 }, undefined],
    ['invented names at the threshold', 'supervised', { 'invented-name': 3 }, 'intern'],
    ['far past a threshold, one step', 'autonomous', { 'ban-hit': 5_000 }, 'supervised'],
    ['all thresholds at once, one step', 'autonomous', { 'ban-hit': 5, 'denied-egress': 10 }, 'supervised'],
    ['an intern at a threshold', 'intern', { 'ban-hit': 5 }, 'student'],
    ['a student, who has nothing to lose', 'student', { 'ban-hit': 5 }, undefined],
    ['clean checks below the threshold', 'supervised', { 'clean-check': 99 }, undefined],
    ['clean checks at the threshold', 'supervised', { 'clean-check': 100 }, 'autonomous'],
    ['a clean student', 'student', { 'clean-check': 100 }, 'intern'],
    ['autonomous already', 'autonomous', { 'clean-check': 1_000_000 }, undefined],
    ['clean checks and one ban hit', 'supervised', { 'clean-check': 100, 'ban-hit': 1 }, undefined],
    [
      'clean checks and one denied connection',
      'intern',
      { 'clean-check': 100, 'denied-egress': 1 },
      undefined,
    ],
    ['clean checks and one invented name', 'intern', { 'clean-check': 100, 'invented-name': 1 }, undefined],
    ['clean checks do not buy ban hits', 'supervised', { 'clean-check': 1_000_000, 'ban-hit': 5 }, 'intern'],
  ])('%s (%s) suggests as it should', (_title, maturity, seen, expected) => {
    expect(suggestMaturity({ maturity, suspended: false }, counts(seen), POLICY)?.to).toBe(expected);
  });

  it.each([{ 'ban-hit': 50 }, { 'clean-check': 1_000 }])(
    'suggests nothing for a suspended agent: %j',
    (seen) => {
      expect(
        suggestMaturity({ maturity: 'supervised', suspended: true }, counts(seen), POLICY),
      ).toBeUndefined();
    },
  );

  it('says why, with what was counted and what policy wants', () => {
    const down = suggestMaturity(
      { maturity: 'supervised', suspended: false },
      counts({ 'denied-egress': 12, 'invented-name': 3 }),
      POLICY,
    );
    const up = suggestMaturity(
      { maturity: 'intern', suspended: false },
      counts({ 'clean-check': 120 }),
      POLICY,
    );

    expect([down?.why, up?.why]).toEqual([
      '12 denied connections (policy: from 10), 3 invented names (policy: from 3) within 24 hours.',
      '120 clean checks (policy: from 100) and nothing against it within 24 hours.',
    ]);
  });

  it('never goes up for something bad, nor down for something good, nor more than one step', () => {
    const amounts = [0, 1, 3, 5, 10, 100, 1_000];
    const cases = MATURITIES.flatMap((maturity) =>
      amounts.flatMap((bad) => amounts.map((clean) => ({ maturity, bad, clean }))),
    );

    const wrong = cases.filter(({ maturity, bad, clean }) => {
      const seen = counts({ 'ban-hit': bad, 'clean-check': clean });
      const to = suggestMaturity({ maturity, suspended: false }, seen, POLICY)?.to;
      const steps = to === undefined ? 0 : MATURITIES.indexOf(to) - MATURITIES.indexOf(maturity);
      return Math.abs(steps) > 1 || (bad > 0 && steps > 0) || (bad === 0 && steps < 0);
    });

    expect(cases).toHaveLength(196);
    expect(wrong).toEqual([]);
  });
});
