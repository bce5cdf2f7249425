import type { Digest } from '../../artifact/digest';
import { type DomainError } from '../../errors';
import type { RegistryEntry } from '../state';
import { grantOf, type Terms } from './terms';
import { yesToEntry, type Yes } from './yes';

const [A, B] = ['a', 'b'].map((hex): Digest => `sha256:${hex.repeat(64)}`) as [Digest, Digest];
const TERMS: Terms = {
  expiresAt: '2026-12-01T00:00:00.000Z',
  isEndAsked: true,
  without: [],
  breakGlass: false,
  reason: null,
};
const RITA: Yes = {
  by: 'person:rita',
  at: '2026-06-01T00:00:00.000Z',
  minMaturity: 'autonomous',
  terms: TERMS,
  digests: [A],
  closure: null,
  twoReviewers: ['it is approved for autonomous'],
};
const BOB: Yes = { ...RITA, by: 'person:bob' };
const withTerms = (yes: Yes, terms: Partial<Terms>): Yes => ({ ...yes, terms: { ...yes.terms, ...terms } });

/** The end of those terms; nobody has written down yet that they have expired. */
const ENDED = '2026-12-01T00:00:00.000Z';

const REQUESTED: RegistryEntry = { approval: 'requested', minMaturity: null, banReason: null };
const HALF: RegistryEntry = {
  ...REQUESTED,
  firstReview: { by: RITA.by, minMaturity: 'autonomous', grant: grantOf(TERMS, { ...RITA, by: [RITA.by] }) },
};
const APPROVED: RegistryEntry = {
  approval: 'approved',
  minMaturity: 'autonomous',
  banReason: null,
  grant: grantOf(TERMS, { ...RITA, by: [RITA.by, BOB.by] }),
};

function outcome(entry: RegistryEntry | undefined, yes: Yes): string {
  try {
    const transition = yesToEntry('It', entry, yes);
    if (transition === undefined) return 'nothing';
    return 'firstReview' in transition ? 'first yes' : transition.action;
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('libs/domain/registry/review/yes', () => {
  it.each<[string, RegistryEntry | undefined, Yes, string]>([
    ['one is enough', REQUESTED, { ...RITA, twoReviewers: [] }, 'approve'],
    ['nobody asked for it', undefined, { ...RITA, twoReviewers: [] }, 'approve'],
    ['two are needed', REQUESTED, RITA, 'first yes'],
    ['two are needed, nobody asked for it', undefined, RITA, 'first yes'],
    ['the other one', HALF, BOB, 'second'],
    ['the other one names no end', HALF, withTerms(BOB, { isEndAsked: false, expiresAt: null }), 'second'],
    ['the same one', HALF, RITA, 'reviewer-refused'],
    ['the same one in other capitals', HALF, { ...RITA, by: 'person:RITA' }, 'reviewer-refused'],
    ['the same one with other terms', HALF, withTerms(RITA, { without: ['network'] }), 'first yes'],
    ['the other one for another maturity', HALF, { ...BOB, minMaturity: 'intern' }, 'transition-refused'],
    [
      'the other one for longer',
      HALF,
      withTerms(BOB, { expiresAt: '2027-01-01T00:00:00.000Z' }),
      'transition-refused',
    ],
    [
      'the other one with less withheld',
      HALF,
      withTerms(BOB, { without: ['network'] }),
      'transition-refused',
    ],
    ['the other one, for other files', HALF, { ...BOB, digests: [A, B] }, 'transition-refused'],
    [
      'the other one, after its end',
      HALF,
      withTerms({ ...BOB, at: '2026-12-01T00:00:00.000Z' }, { isEndAsked: false }),
      'transition-refused',
    ],
    [
      'break-glass in place of the second',
      HALF,
      withTerms(BOB, { breakGlass: true, reason: 'outage' }),
      'approve',
    ],
    [
      'break-glass where two are needed',
      REQUESTED,
      withTerms(RITA, { breakGlass: true, reason: 'outage' }),
      'approve',
    ],
    ['what is so already', APPROVED, RITA, 'nothing'],
    [
      'what is so already, with a default end',
      APPROVED,
      withTerms(RITA, { isEndAsked: false, expiresAt: null }),
      'nothing',
    ],
    [
      'other terms for what two have approved',
      APPROVED,
      withTerms(RITA, { without: ['network'] }),
      'transition-refused',
    ],
    ['new files of what two have approved', APPROVED, { ...RITA, digests: [A, B] }, 'transition-refused'],
    [
      'other terms where one is enough',
      APPROVED,
      { ...withTerms(RITA, { without: ['network'] }), twoReviewers: [] },
      'approve',
    ],
    [
      'a narrower one, where wider ones are left',
      APPROVED,
      { ...withTerms(RITA, { without: ['network'] }), leaveWider: true },
      'nothing',
    ],
    [
      'a wider one, where wider ones are left',
      APPROVED,
      { ...RITA, minMaturity: 'intern', leaveWider: true },
      'transition-refused',
    ],
    [
      'new files, where wider ones are left',
      APPROVED,
      { ...RITA, digests: [A, B], leaveWider: true },
      'transition-refused',
    ],
    [
      'a longer one, where wider ones are left',
      APPROVED,
      { ...withTerms(RITA, { expiresAt: '2027-01-01T00:00:00.000Z' }), leaveWider: true },
      'transition-refused',
    ],
    [
      'what was so until its end',
      APPROVED,
      withTerms({ ...RITA, at: ENDED, twoReviewers: [] }, { isEndAsked: false, expiresAt: null }),
      'approve',
    ],
    [
      'what two approved until its end',
      APPROVED,
      withTerms({ ...RITA, at: ENDED }, { isEndAsked: false, expiresAt: null }),
      'transition-refused',
    ],
    [
      'what has ended, where wider ones are left',
      APPROVED,
      withTerms({ ...RITA, at: ENDED, leaveWider: true }, { isEndAsked: false, without: ['network'] }),
      'transition-refused',
    ],
    [
      'an approval from before there were grants',
      { approval: 'approved', minMaturity: 'autonomous', banReason: null },
      { ...RITA, twoReviewers: [] },
      'approve',
    ],
  ])('%s', (_title, entry, yes, expected) => {
    expect(outcome(entry, yes)).toBe(expected);
  });

  it('a person confirms what was inherited', () => {
    const inherited = { ...APPROVED, grant: { ...APPROVED.grant, by: [], inheritedFrom: '1.0.0' } };

    expect(outcome(inherited as RegistryEntry, { ...RITA, twoReviewers: [] })).toBe('approve');
  });

  it('what two approve has the first one’s terms, from the second one’s time on, and both names', () => {
    const yes = withTerms({ ...BOB, at: '2026-06-02T00:00:00.000Z' }, { reason: 'read it' });

    expect(yesToEntry('It', HALF, yes)).toEqual({
      action: 'second',
      minMaturity: 'autonomous',
      grant: {
        ...HALF.firstReview?.grant,
        grantedAt: '2026-06-02T00:00:00.000Z',
        by: ['person:rita', 'person:bob'],
        reason: 'read it',
      },
    });
  });

  it('says what differs from the first yes', () => {
    expect(() => yesToEntry('It', HALF, { ...BOB, minMaturity: 'intern' })).toThrow(
      'It waits for a second yes to what person:rita approved, and this differs: maturity autonomous and now intern',
    );
  });
});
