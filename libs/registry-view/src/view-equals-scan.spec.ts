import { decide, factsKey, type ReasonCode } from '@sallyport/domain';
import fc from 'fast-check';
import { advisoryData, applyTo, NOW, viewOf } from './registry-view.sample';
import { checkClosure, checkPackage } from './check';
import { DecidingAhead } from './deciding-ahead';
import type { RegistryView } from './registry-view';
import { act, anyAct, asked, askedAnyhow, type Act, type Question } from './testing/drawn-acts';
import { Scan } from './testing/naive-scan';

const RUNS = 3_000;
const RUNS_OF_ALL = 600;

function ask(view: RegistryView, { of, spelled = of.version, agentId, digest, later }: Question) {
  const judged = checkPackage(view, { agentId, ...of, version: spelled, digest }, { now: NOW + later });
  const { allowed, reasonCode, id } = judged;
  expect(judged.decision).toMatchObject({ allowed, reasonCode });
  expect({ ...id }).toEqual(of);
  return judged.decision;
}

function decideAllAhead(view: RegistryView, later: number): void {
  const ahead = new DecidingAhead(view);
  while (ahead.step(NOW + later));
}

/** @returns what was answered. `aheadAt`: when answers are found before anybody asks, in milliseconds after NOW. */
function compare(
  acts: readonly Act[],
  questions: readonly Question[],
  aheadAt: number | undefined,
): ReasonCode[] {
  const [view, scan] = [viewOf([]), new Scan()];
  return acts.flatMap((one) => {
    scan.put(one);
    applyTo(view, one);
    if (aheadAt !== undefined) decideAllAhead(view, aheadAt);
    return questions.map((question) => {
      const expected = decide(scan.factsFor(question), view.revision);
      // The second time by what was kept of the first.
      expect([ask(view, question), ask(view, question)]).toEqual([expected, expected]);
      return expected.reasonCode;
    });
  });
}

describe('registry-view/view-equals-scan', () => {
  it(`answers as decide() does on facts found by looking at everything, at each revision (${RUNS} runs)`, () => {
    const effects = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 1, maxLength: 3 }),
        fc.array(asked, { minLength: 4, maxLength: 8 }),
        fc.constantFrom(undefined, 0),
        (acts, questions, aheadAt) => {
          for (const code of compare(acts, questions, aheadAt)) effects.add(code);
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
      ]),
    );
  }, 300_000);

  it(`does so where the policy, the advisory data and agents change too, and however it is asked (${RUNS_OF_ALL} runs)`, () => {
    const effects = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(anyAct, { minLength: 2, maxLength: 3 }),
        fc.array(askedAnyhow, { minLength: 4, maxLength: 8 }),
        fc.constantFrom(undefined, 0, 3_599_000, 7_200_000),
        (acts, questions, aheadAt) => {
          for (const code of compare(acts, questions, aheadAt)) effects.add(code);
        },
      ),
      { numRuns: RUNS_OF_ALL },
    );
    expect([...effects]).toEqual(expect.arrayContaining(['advisories-stale', 'agent-suspended', 'banned']));
  }, 300_000);

  it('answers alike whether it was loaded or has followed the log', () => {
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 1, maxLength: 3 }),
        fc.array(asked, { minLength: 2, maxLength: 4 }),
        (acts, questions) => {
          const followed = viewOf([]);
          for (const one of acts) applyTo(followed, one);
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
      fc.property(act, fc.array(asked, { minLength: 1, maxLength: 5 }), (one, questions) => {
        const view = viewOf([]);
        applyTo(view, one);
        const packages = questions.map(({ of, digest }) => ({ ...of, digest }));

        const judged = checkClosure(
          view,
          { agentId: 'autonomous', ecosystem: 'npm', packages },
          { now: NOW },
        );

        const alone = questions.map(({ of, digest }) =>
          ask(view, { of, digest, agentId: 'autonomous', later: 0 }),
        );
        expect(judged.packages.map(({ decision }) => decision)).toEqual(alone);
        expect(judged.allowed).toBe(alone.every(({ allowed }) => allowed));
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
