import type { MinMaturity } from '../../agent/maturity';
import { type DomainError } from '../../errors';
import type { ReviewPolicy } from '../../policy/policy';
import { parseEnd, parseTerms, twoReviewerReasons, type AskedTerms } from './terms';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const POLICY: ReviewPolicy = {
  twoReviewersUpTo: 'intern',
  twoReviewersCapabilities: ['native-code'],
  twoReviewersForStanding: true,
  requireScan: true,
  maxApprovalDays: 30,
  breakGlassHours: 4,
};

function outcome<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('libs/domain/registry/review/terms parseEnd', () => {
  it.each([
    ['2026-06-02', '2026-06-02T00:00:00.000Z'],
    ['2026-06-02T00:00:00Z', '2026-06-02T00:00:00.000Z'],
    ['2026-06-01T15:00:00+02:00', '2026-06-01T13:00:00.000Z'],
    ['2026-06-01T12:00:00.001Z', '2026-06-01T12:00:00.001Z'],
    ['2026-06-01T12:00:00.000Z', 'invalid-date'],
    ['2026-06-01', 'invalid-date'],
    ['2025-12-31', 'invalid-date'],
    ['2026-02-30', 'invalid-date'],
    ['tomorrow', 'invalid-date'],
    ['', 'invalid-date'],
    ['2026', 'invalid-date'],
    ['1780000000000', 'invalid-date'],
    ['June 2, 2026', 'invalid-date'],
    ['2026-06-02T00:00:00', 'invalid-date'],
    ['+275760-09-13T00:00:00.001Z', 'invalid-date'],
    ['2026-06-02\u0000', 'invalid-date'],
  ])('%j: %s', (text, expected) => {
    expect(outcome(() => parseEnd(text, NOW))).toBe(expected);
  });
});

describe('libs/domain/registry/review/terms parseTerms', () => {
  const endOf = (asked: AskedTerms, policy: Partial<ReviewPolicy> = {}) =>
    outcome(() => parseTerms(asked, { ...POLICY, ...policy }, NOW).expiresAt);

  it.each<[string, AskedTerms, Partial<ReviewPolicy>, string | null]>([
    ['no date: as long as policy allows', {}, {}, '2026-07-01T12:00:00.000Z'],
    ['no date and no limit: no end', {}, { maxApprovalDays: null }, null],
    ['a date within the limit', { expiresAt: '2026-06-20' }, {}, '2026-06-20T00:00:00.000Z'],
    ['the last moment', { expiresAt: '2026-07-01T12:00:00Z' }, {}, '2026-07-01T12:00:00.000Z'],
    ['a moment too long', { expiresAt: '2026-07-01T12:00:00.001Z' }, {}, 'invalid-date'],
    [
      'any date without a limit',
      { expiresAt: '2999-01-01' },
      { maxApprovalDays: null },
      '2999-01-01T00:00:00.000Z',
    ],
    ['break-glass: hours', { breakGlass: true, note: 'outage' }, {}, '2026-06-01T16:00:00.000Z'],
    [
      'break-glass for longer',
      { breakGlass: true, note: 'outage', expiresAt: '2026-06-02' },
      {},
      'invalid-date',
    ],
    [
      'break-glass for less',
      { breakGlass: true, note: 'x', expiresAt: '2026-06-01T13:00:00Z' },
      {},
      '2026-06-01T13:00:00.000Z',
    ],
    [
      'break-glass without a limit for others',
      { breakGlass: true, note: 'x' },
      { maxApprovalDays: null },
      '2026-06-01T16:00:00.000Z',
    ],
    ['break-glass without a reason', { breakGlass: true }, {}, 'invalid-request'],
    ['break-glass with a blank reason', { breakGlass: true, note: ' \n' }, {}, 'invalid-request'],
  ])('%s', (_title, asked, policy, expected) => {
    expect(endOf(asked, policy)).toBe(expected);
  });

  it('says how long it may be at most', () => {
    expect(() => parseTerms({ expiresAt: '2027-01-01' }, POLICY, NOW)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('2026-07-01T12:00:00.000Z (30 days)') }),
    );
  });

  it('takes each withheld capability once, in order', () => {
    expect(parseTerms({ without: ['subprocess', 'network', 'network'] }, POLICY, NOW).without).toEqual([
      'network',
      'subprocess',
    ]);
  });
});

describe('libs/domain/registry/review/terms twoReviewerReasons', () => {
  const of = (minMaturity: MinMaturity) => ({ minMaturity, capabilities: [], isStanding: false });

  it.each<[string, Parameters<typeof twoReviewerReasons>[1], Partial<ReviewPolicy>, number]>([
    ['a line at intern: not for autonomous', of('autonomous'), {}, 0],
    ['a line at intern: not for supervised', of('supervised'), {}, 0],
    ['a line at intern: for interns', of('intern'), {}, 1],
    ['a line at supervised: not for autonomous', of('autonomous'), { twoReviewersUpTo: 'supervised' }, 0],
    ['a line at supervised: for supervised', of('supervised'), { twoReviewersUpTo: 'supervised' }, 1],
    ['a line at supervised: for interns', of('intern'), { twoReviewersUpTo: 'supervised' }, 1],
    ['always: for autonomous', of('autonomous'), { twoReviewersUpTo: 'autonomous' }, 1],
    ['always: for interns', of('intern'), { twoReviewersUpTo: 'autonomous' }, 1],
    ['no line', of('intern'), { twoReviewersUpTo: null }, 0],
    ['a capability that policy names', { ...of('autonomous'), capabilities: ['native-code'] }, {}, 1],
    ['another capability', { ...of('autonomous'), capabilities: ['network'] }, {}, 0],
    ['standing', { ...of('autonomous'), isStanding: true }, {}, 1],
    [
      'standing, which policy lets one do',
      { ...of('autonomous'), isStanding: true },
      { twoReviewersForStanding: false },
      0,
    ],
    ['all of them', { minMaturity: 'intern', capabilities: ['native-code'], isStanding: true }, {}, 3],
  ])('%s', (_title, what, policy, expected) => {
    expect(twoReviewerReasons({ ...POLICY, ...policy }, what)).toHaveLength(expected);
  });

  it('says which line it is', () => {
    expect(twoReviewerReasons({ ...POLICY, twoReviewersUpTo: 'supervised' }, of('intern'))).toEqual([
      'it is approved for intern, and two people decide what agents up to supervised may use',
    ]);
  });
});
