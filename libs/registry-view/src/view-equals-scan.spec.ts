import { decide, factsKey } from '@sallyport/domain';
import fc from 'fast-check';
import { advisoryData, applyTo, NOW, viewOf } from './registry-view.sample';
import { checkClosure, checkPackage } from './check';
import { DecidingAhead } from './deciding-ahead';
import type { RegistryView } from './registry-view';
import { act, asked, type Question } from './testing/drawn-acts';
import { Scan } from './testing/naive-scan';

const RUNS = 3_000;
const askedOfNpm = asked.filter(({ of }) => of.ecosystem === 'npm');

function ask(view: RegistryView, { of, spelled, agentId, digest, later }: Question) {
  const judged = checkPackage(view, { agentId, ...spelled, digest }, { now: NOW + later });
  const { allowed, reasonCode, id } = judged;
  expect(judged.decision).toMatchObject({ allowed, reasonCode });
  expect({ ...id }).toEqual(of);
  return judged.decision;
}

function decideAllAhead(view: RegistryView, later: number): void {
  const ahead = new DecidingAhead(view);
  while (ahead.step(NOW + later));
}

describe('registry-view/view-equals-scan', () => {
  it(`answers as decide() does on facts found by looking at everything, at each revision (${RUNS} runs)`, () => {
    const effects = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 1, maxLength: 3 }),
        fc.array(asked, { minLength: 4, maxLength: 8 }),
        fc.constantFrom(undefined, 0, 3_599_000, 7_200_000),
        (acts, questions, aheadAt) => {
          const [view, scan] = [viewOf([]), new Scan()];
          for (const one of acts) {
            scan.put(one);
            applyTo(view, one);
            if (aheadAt !== undefined) decideAllAhead(view, aheadAt);
            for (const question of questions) {
              const expected = decide(scan.factsFor(question), view.revision);
              effects.add(expected.reasonCode);
              // The second time by what was kept of the first.
              expect([ask(view, question), ask(view, question)]).toEqual([expected, expected]);
            }
          }
        },
      ),
      { numRuns: RUNS },
    );
    // What never comes up is not compared.
    expect([...effects]).toEqual(
      expect.arrayContaining([
        'approved',
        'banned',
        'artifact-changed',
        'release-too-new',
        'advisory-severity',
        'approval-expired',
        'invented-name',
        'publisher-unknown',
        'advisories-stale',
        'agent-suspended',
      ]),
    );
  }, 120_000);

  it('answers alike whether it was loaded or has followed the log', () => {
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 1, maxLength: 3 }),
        fc.array(asked, { minLength: 2, maxLength: 4 }),
        (acts, questions) => {
          const followed = viewOf([]);
          for (const one of acts) applyTo(followed, { ...one, agents: [] });
          const kept = new Map(
            acts.flatMap(({ records }) => records).map((one) => [JSON.stringify([one.kind, one.key]), one]),
          );
          const entries = new Map(
            acts.flatMap(({ packages }) => packages).map((one) => [factsKey(one[0]), one]),
          );
          const loaded = viewOf(
            [...entries.values()].reverse(),
            [advisoryData(), ...[...kept.values()].reverse()],
            followed.revision,
          );

          for (const question of questions) expect(ask(loaded, question)).toEqual(ask(followed, question));
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);

  it('answers of a package in a closure as of the package alone, but for what is about closures', () => {
    fc.assert(
      fc.property(act, fc.array(askedOfNpm, { minLength: 1, maxLength: 5 }), (one, questions) => {
        const view = viewOf([]);
        applyTo(view, one);
        const packages = questions.map(({ of, digest }) => ({ ...of, digest }));

        const judged = checkClosure(
          view,
          { agentId: 'autonomous', ecosystem: 'npm', packages },
          { now: NOW },
        );

        const alone = questions.map(({ of, digest }) =>
          ask(view, { of, spelled: of, digest, agentId: 'autonomous', later: 0 }),
        );
        expect(judged.packages.map(({ decision }) => decision)).toEqual(alone);
        expect(judged.allowed).toBe(alone.every(({ allowed }) => allowed));
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
