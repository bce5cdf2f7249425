import type { Decision, LastingDecision } from '@sallyport/domain';
import fc from 'fast-check';
import { RowAnswers, type RowAnswer } from './row-answers';
import { SharedDecision } from './shared-decision';

const NOW = Date.UTC(2026, 5, 15, 12, 0, 7);
const DAY = 86_400_000;

const decision = (reason: string): Decision => ({
  allowed: true,
  effect: 'allow',
  reasonCode: 'approved',
  reason,
  maturityRequired: null,
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision: 1,
  policyVersion: 'p',
});

function lasting(over: Partial<LastingDecision> = {}): LastingDecision {
  return {
    after: -Infinity,
    before: Infinity,
    decision: decision('approved'),
    tell: undefined,
    rule: undefined,
    approval: undefined,
    passed: { exceptions: [], dryRun: [] },
    ...over,
  };
}

const asked = (now = NOW, standing = 5) => ({ standing, now });

const ahead = (standing = 5) => ({ ...asked(NOW, standing), isAhead: true });

const isHeld = (answers: RowAnswers, row: number, now: number): boolean =>
  answers.answer('npm', row, 5, now) !== undefined;

function decisionOf(answer: RowAnswer | undefined, agentId: string, revision: number): Decision | undefined {
  const told = answer?.told;
  return told instanceof SharedDecision ? told.asOf(revision) : told?.(agentId, revision);
}

const reasonOf = (answer: RowAnswer | undefined) => decisionOf(answer, 'ann', 1)?.reason;

describe('registry-view/facts/row-answers', () => {
  it.each([
    ['the version it was kept of', 'npm', 70_000, 5, 'approved'],
    ['another version', 'npm', 70_001, 5, undefined],
    ['the same row of the other ecosystem', 'pypi', 70_000, 5, undefined],
    ['another standing', 'npm', 70_000, 6, undefined],
    ['a row that no column reaches', 'npm', 9_000_000, 5, undefined],
  ] as const)('answers for %s: %s %i as %i: %s', (_title, ecosystem, row, standing, expected) => {
    const answers = new RowAnswers();
    answers.keep('npm', 70_000, asked(), lasting());

    expect(reasonOf(answers.answer(ecosystem, row, standing, NOW))).toBe(expected);
  });

  it('answers as of the revision that is asked at', () => {
    const answers = new RowAnswers();
    answers.keep('npm', 0, asked(), lasting());

    expect([7, 8].map((revision) => decisionOf(answers.answer('npm', 0, 5, NOW), 'ann', revision))).toEqual([
      { ...decision('approved'), revision: 7 },
      { ...decision('approved'), revision: 8 },
    ]);
  });

  it('tells each agent its own answer', () => {
    const answers = new RowAnswers();
    const tell = (agentId: string, revision: number) => ({ ...decision(`not ${agentId}`), revision });
    answers.keep('npm', 0, asked(), lasting({ decision: undefined, tell }));

    expect(decisionOf(answers.answer('npm', 0, 5, NOW), 'bob', 4)).toEqual(tell('bob', 4));
  });

  it.each([
    ['that rests on who asks', lasting({ decision: undefined })],
    ['that began in this very second', lasting({ after: NOW - 1 })],
    ['that ends with this very second', lasting({ before: NOW + 900 })],
  ])('keeps no answer %s', (_title, once) => {
    const answers = new RowAnswers();

    expect(answers.keep('npm', 0, asked(), once)).toBe(false);
    expect(answers.answer('npm', 0, 5, NOW)).toBeUndefined();
  });

  it('keeps what nobody asked for from the second version on that has it, and has the first one looked after again', () => {
    const answers = new RowAnswers();
    const [one, many] = [
      lasting({ decision: decision('of one') }),
      lasting({ decision: decision('of many') }),
    ];

    const alone = [4, 5].map((standing) => answers.keep('npm', 1, ahead(standing), one));
    const first = answers.keep('npm', 2, ahead(), many);
    answers.passOver('npm', 2, ahead());
    const second = answers.keep('npm', 3, ahead(), many);
    const isFirstLeft = answers.isLookedAfter('npm', 2, 5, NOW);
    const again = answers.keep('npm', 2, ahead(), many);

    expect([alone, first, second, isFirstLeft, again]).toEqual([[false, false], false, true, false, true]);
    expect([1, 2, 3].map((row) => reasonOf(answers.answer('npm', row, 5, NOW)))).toEqual([
      undefined,
      'of many',
      'of many',
    ]);
  });

  it('has nothing to say of what was passed over, which is looked after again in a later hour', () => {
    const answers = new RowAnswers();

    answers.passOver('npm', 7, asked());

    expect(answers.answer('npm', 7, 5, NOW)).toBeUndefined();
    expect([0, 2 * 3_600_000].map((later) => answers.isLookedAfter('npm', 7, 5, NOW + later))).toEqual([
      true,
      false,
    ]);
  });

  it('never answers outside of the time that an answer holds, and within it for a good part', () => {
    const span = fc.integer({ min: 1, max: 400 * DAY });
    fc.assert(
      fc.property(span, span, fc.integer({ min: -500 * DAY, max: 500 * DAY }), (since, left, later) => {
        const answers = new RowAnswers();
        const [after, before] = [NOW - since, NOW + left];
        const isKept = answers.keep('npm', 0, asked(), lasting({ after, before }));
        const at = NOW + later;
        if (isHeld(answers, 0, at)) expect(after < at && at < before).toBe(true);
        // 128 seconds on both sides are enough for a multiple of 64.
        if (since > 129_000 && left > 129_000) {
          expect(isKept).toBe(true);
          expect(isHeld(answers, 0, NOW)).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('answers at no time that is no number', () => {
    const answers = new RowAnswers();
    answers.keep('npm', 0, asked(), lasting());

    expect(answers.answer('npm', 0, 5, NaN)).toBeUndefined();
  });

  it('forgets the rows that it is told, for every standing, and all of them', () => {
    const answers = new RowAnswers();
    for (const row of [1, 2, 3])
      for (const standing of [4, 5]) answers.keep('npm', row, asked(NOW, standing), lasting());
    const held = () =>
      [1, 2, 3].map((row) =>
        [4, 5].map((standing) => answers.answer('npm', row, standing, NOW) !== undefined),
      );

    answers.forget('pypi', [1]);
    answers.forget('npm', [2, 8_000_000]);
    const afterTwo = held();
    answers.clear();

    expect(afterTwo).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
    expect(held().flat()).not.toContain(true);
  });

  it('keeps answers that are unlike all others up to half of the numbers, and nothing more when all are given', () => {
    const answers = new RowAnswers();
    const told = (n: number) => lasting({ decision: undefined, tell: () => decision(String(n)) });
    const keepOfMany = (row: number, once: LastingDecision, at = NOW) =>
      [0, row].map((of) => answers.keep('npm', of, asked(at), once)).at(-1);
    for (let n = 1; n <= 0x7fff; n += 1) answers.keep('npm', n, asked(), told(n));

    const unlike = answers.keep('npm', 0x8000, asked(), told(-1));
    for (let n = 0x8000; n <= 0xffff; n += 1) keepOfMany(n, told(n));
    const tooMany = keepOfMany(0x1_0000, told(-1));
    const stillThere = reasonOf(answers.answer('npm', 0xffff, 5, NOW));
    const later = keepOfMany(0x1_0000, told(-1), NOW + DAY);

    expect([unlike, tooMany, stillThere, later]).toEqual([false, false, '65535', true]);
    expect(isHeld(answers, 1, NOW)).toBe(false);
  });
});
