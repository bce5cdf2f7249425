import fc from 'fast-check';
import { decide } from './decide';
import { EXAMPLE_NOW, EXAMPLES } from './decide.examples';
import type { Facts } from './facts';
import { decideAgain, decideLasting, isOfNoSize, standingOf, type LastingDecision } from './lasting-decision';
import { governingApproval } from './readings/approval';
import { isPolicyRule } from './rule';
import { RULES } from './rules';
import { facts } from './testing/drawn-facts';
import { unchangedBetween } from './unchanged-between';

/** Runs of each law; the time bound only stops a machine that hangs, and counts as a failure there. */
const RUNS = { numRuns: 4_000, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true };
/** An instant that unchanged-between.ts does not name shows in one draw of four thousand. */
const MANY_RUNS = { ...RUNS, numRuns: 20_000, interruptAfterTimeLimit: 180_000 };
const HOUR = 3_600_000;
const REVISION = 7;

/** On, just before, just after and between the hours in which the drawn facts begin and end. */
const time = fc
  .tuple(fc.integer({ min: -400, max: 400 }), fc.constantFrom(0, 0, 1, -1, 0.5, HOUR / 2))
  .map(([hours, beside]) => EXAMPLE_NOW + hours * HOUR + beside);
/** Two whom drawn exceptions name, and others. */
const agent = fc.oneof(fc.constantFrom('agent-7', 'agent-8', 'agent-9', ''), fc.string());

const ofOneAgent = (given: Facts, agentId: string): Facts => ({
  ...given,
  agentId,
  exceptions: given.exceptions.filter((one) => one.agentId === null || one.agentId === agentId),
});
const ofNoSize = (given: Facts): Facts =>
  isOfNoSize(given.policy, given) ? given : { ...given, closureSize: undefined };
const holds = ({ after, before }: LastingDecision, now: number) => after < now && now < before;
const fromMemory = (lasting: LastingDecision, asked: Facts) =>
  lasting.decision ?? decideAgain(lasting, asked, REVISION);

describe('libs/domain/policy/lasting-decision: laws', () => {
  it('decides as `decide` does, whoever watches, also where the exceptions of others are among the facts', () => {
    fc.assert(
      fc.property(facts, time, agent, (drawn, now, agentId) => {
        const given = { ...drawn, now, agentId };

        expect(decideLasting(given, REVISION).decision).toEqual(decide(ofOneAgent(given, agentId), REVISION));
      }),
      RUNS,
    );
  });

  it('answers any agent of the same standing, at any time that it says, as if it were decided anew', () => {
    fc.assert(
      fc.property(facts.map(ofNoSize), time, time, agent, (drawn, now, later, other) => {
        const { lasting } = decideLasting({ ...drawn, now, closureSize: undefined }, REVISION);
        fc.pre(lasting !== undefined && holds(lasting, later));
        const asked = { ...ofOneAgent(drawn, other), now: later };

        expect(fromMemory(lasting as LastingDecision, asked)).toEqual(decide(asked, REVISION));
      }),
      MANY_RUNS,
    );
  });

  it('holds to within a millisecond of the ends that it names, and the ends themselves are not in it', () => {
    fc.assert(
      fc.property(facts, time, fc.constantFrom('after' as const, 'before' as const), (drawn, now, end) => {
        const { lasting } = decideLasting({ ...drawn, now, closureSize: undefined }, REVISION);
        fc.pre(lasting !== undefined && lasting.after < lasting.before && Number.isFinite(lasting[end]));
        const at = (lasting as LastingDecision)[end];
        const inside = end === 'after' ? at + 0.25 : at - 0.25;
        const asked = { ...ofOneAgent(drawn, drawn.agentId), now: inside, closureSize: undefined };

        expect(holds(lasting as LastingDecision, at)).toBe(false);
        expect(fromMemory(lasting as LastingDecision, asked)).toEqual(decide(asked, REVISION));
      }),
      RUNS,
    );
  });

  it('remembers most answers, most of them whole, and has something to say of every effect', () => {
    const drawn = fc.sample(facts, { numRuns: 6_000, seed: 7 });

    const lasting = drawn.map(
      (given) => decideLasting({ ...given, closureSize: undefined }, REVISION).lasting,
    );
    const effects = lasting.map((one) => one?.rule?.effect);

    expect(lasting.filter((one) => one !== undefined).length).toBeGreaterThan(5_000);
    expect(lasting.filter((one) => one?.decision !== undefined).length).toBeGreaterThan(1_000);
    for (const effect of ['allow', 'deny', 'undecided'] as const)
      expect(effects.filter((one) => one === effect).length).toBeGreaterThan(100);
  });

  it('never remembers whole what names the agent', () => {
    fc.assert(
      fc.property(facts, (drawn) => {
        const { lasting } = decideLasting(
          { ...drawn, agentId: 'somebody-whom-nothing-else-names' },
          REVISION,
        );

        expect(JSON.stringify(lasting?.decision ?? null)).not.toContain('somebody-whom-nothing-else-names');
      }),
      RUNS,
    );
  });

  it('only these rules look at the time: one that is new here needs its instants in unchanged-between.ts', () => {
    const looking = new Set<string>();
    for (const given of [...fc.sample(facts, { numRuns: 6_000, seed: 7 }), ...Object.values(EXAMPLES)]) {
      const approval = governingApproval(given);
      for (const rule of RULES) {
        const looked = new Proxy(given, {
          get(target, field, receiver): unknown {
            if (field === 'now') looking.add(rule.code);
            return Reflect.get(target, field, receiver);
          },
        });
        if (!isPolicyRule(rule)) rule.judge(looked, approval);
        else if (given.policy !== undefined) rule.judgeBy(given.policy.rules, looked);
      }
    }

    expect([...looking].sort()).toEqual([
      'advisories-stale',
      'advisory-severity',
      'approval-expired',
      'capability-gained',
      'delta-unknown',
      'exact-approval-required',
      'install-script-changed',
      'maturity-too-low',
      'name-accused',
      'pending-review',
      'release-too-new',
      'second-review-pending',
      'student-blocked',
      'unknown-package',
      'untrusted',
    ]);
  });

  it('a closure that the policy lets this maturity have decides its packages as if each were alone', () => {
    fc.assert(
      fc.property(facts, (given) => {
        fc.pre(isOfNoSize(given.policy, given));

        expect(decide({ ...given, closureSize: undefined }, REVISION)).toEqual(decide(given, REVISION));
      }),
      RUNS,
    );
  });

  it('tells every two standings apart that are not the same', () => {
    const all = (['student', 'intern', 'supervised', 'autonomous'] as const).flatMap((maturity) =>
      [true, false].flatMap((isAgentRegistered) =>
        [true, false].map((isAgentSuspended) => ({ maturity, isAgentRegistered, isAgentSuspended })),
      ),
    );

    expect(new Set(all.map(standingOf)).size).toBe(all.length);
    expect(Math.max(...all.map(standingOf))).toBe(15);
  });
});

describe('libs/domain/policy/unchanged-between', () => {
  it('is empty on an instant itself', () => {
    fc.assert(
      fc.property(facts, time, (drawn, now) => {
        const { after, before } = unchangedBetween({ ...drawn, now });
        const onTheEnd = Number.isFinite(before) ? before : after;
        fc.pre(Number.isFinite(onTheEnd));

        expect(unchangedBetween({ ...drawn, now: onTheEnd })).toEqual({ after: onTheEnd, before: onTheEnd });
      }),
      RUNS,
    );
  });
});
