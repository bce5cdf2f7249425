import fc from 'fast-check';
import { type DomainError } from '../errors';
import type { Grant } from './grant';
import { APPROVAL_STATES, statusOf, type ApprovalState, type RegistryEntry } from './state';
import {
  ACTIONS,
  applyTransition,
  APPROVAL_TRANSITIONS,
  FIRST_YES,
  type Action,
  type Transition,
} from './transitions';

const ID = { ecosystem: 'npm', name: 'lodash', version: '4.17.21' } as const;
const NOW = '2026-06-01T00:00:00.000Z';
const GRANT: Grant = {
  grantedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-05-01T00:00:00.000Z',
  by: ['person:rita'],
  digests: [`sha256:${'a'.repeat(64)}`],
  closure: null,
  without: [],
  breakGlass: false,
  inheritedFrom: null,
  reason: null,
};
const FIRST = { by: 'person:rita', minMaturity: 'autonomous', grant: GRANT } as const;

function entry(approval: ApprovalState, banReason: string | null = null): RegistryEntry {
  const approved = approval === 'approved';
  return {
    approval,
    minMaturity: approved ? 'supervised' : null,
    banReason,
    ...(approved ? { grant: GRANT } : {}),
    requestedBy: 'person:sam',
  };
}

const TRANSITIONS: Readonly<Record<Action, Transition>> = {
  request: { action: 'request', by: 'agent:ann' },
  approve: { action: 'approve', minMaturity: 'intern', grant: GRANT },
  second: { action: 'second', minMaturity: 'intern', grant: GRANT },
  inherit: { action: 'inherit', minMaturity: 'intern', grant: GRANT },
  reject: { action: 'reject' },
  revoke: { action: 'revoke' },
  expire: { action: 'expire', at: NOW },
  ban: { action: 'ban', reason: 'bad' },
  unban: { action: 'unban' },
};

function outcome(before: RegistryEntry | undefined, transition: Transition): unknown {
  try {
    return applyTransition(ID, before, transition) ?? 'unchanged';
  } catch (error) {
    return (error as DomainError).code;
  }
}

const REFUSED = 'transition-refused';
/** Written out beside the table, so that a slip in it is seen. Of a version that is not banned. */
const EXPECTED: Readonly<Record<ApprovalState, Readonly<Record<Action, string>>>> = {
  none: {
    ...{ request: 'requested', approve: 'approved', second: REFUSED, inherit: 'approved', reject: REFUSED },
    ...{ revoke: REFUSED, expire: REFUSED, ban: 'none', unban: 'ban-not-found' },
  },
  requested: {
    ...{ request: 'unchanged', approve: 'approved', second: 'approved', inherit: 'approved' },
    ...{ reject: 'rejected', revoke: REFUSED, expire: REFUSED, ban: 'requested', unban: 'ban-not-found' },
  },
  approved: {
    ...{ request: 'unchanged', approve: 'approved', second: REFUSED, inherit: REFUSED, reject: REFUSED },
    ...{ revoke: 'revoked', expire: 'expired', ban: 'approved', unban: 'ban-not-found' },
  },
  rejected: {
    ...{ request: 'requested', approve: 'approved', second: REFUSED, inherit: REFUSED, reject: REFUSED },
    ...{ revoke: REFUSED, expire: REFUSED, ban: 'rejected', unban: 'ban-not-found' },
  },
  revoked: {
    ...{ request: 'requested', approve: 'approved', second: REFUSED, inherit: REFUSED, reject: REFUSED },
    ...{ revoke: REFUSED, expire: REFUSED, ban: 'revoked', unban: 'ban-not-found' },
  },
  expired: {
    ...{ request: 'requested', approve: 'approved', second: REFUSED, inherit: REFUSED, reject: REFUSED },
    ...{ revoke: REFUSED, expire: REFUSED, ban: 'expired', unban: 'ban-not-found' },
  },
};
const ROWS = APPROVAL_STATES.flatMap((state) =>
  ACTIONS.map((action) => [state, action, EXPECTED[state][action]] as const),
);

describe('libs/domain/registry/transitions', () => {
  it.each(ROWS)('%s, then %s: %s', (state, action, expected) => {
    const after = outcome(entry(state), TRANSITIONS[action]);

    expect(typeof after === 'object' ? (after as RegistryEntry).approval : after).toBe(expected);
  });

  it('covers every state and action, and no more', () => {
    expect(Object.keys(APPROVAL_TRANSITIONS).sort()).toEqual([...APPROVAL_STATES].sort());
    expect(Object.values(APPROVAL_TRANSITIONS).map((row) => Object.keys(row).sort())).toEqual(
      APPROVAL_STATES.map(() => [...ACTIONS].sort()),
    );
  });

  it('refuses by name, and says what is possible', () => {
    expect(() => applyTransition(ID, entry('revoked'), { action: 'reject' })).toThrow(
      expect.objectContaining({
        code: 'transition-refused',
        message: 'npm:lodash@4.17.21 is "revoked" and cannot be rejected',
        hint: 'From "revoked" one can: request, approve, ban, unban.',
      }),
    );
  });

  it.each(['rejected', 'revoked', 'expired'] as const)('nothing of an approval is left in %s', (state) => {
    const before = {
      rejected: { ...entry('requested'), firstReview: FIRST },
      revoked: entry('approved'),
      expired: entry('approved'),
    }[state];
    const transition = { rejected: 'reject', revoked: 'revoke', expired: 'expire' } as const;

    expect(outcome(before, TRANSITIONS[transition[state]])).toEqual({
      approval: state,
      minMaturity: null,
      banReason: null,
      requestedBy: 'person:sam',
    });
  });

  it.each([
    ['of what has no end', { ...GRANT, expiresAt: null }],
    ['before its end', { ...GRANT, expiresAt: '2026-06-01T00:00:00.001Z' }],
    ['of what has no grant', undefined],
  ])('an approval does not expire %s', (_title, grant) => {
    const before = { ...entry('approved'), grant } as RegistryEntry;

    expect(outcome(before, { action: 'expire', at: NOW })).toBe('transition-refused');
  });

  it('an approval expires at the very moment of its end', () => {
    const before = { ...entry('approved'), grant: { ...GRANT, expiresAt: NOW } };

    expect(outcome(before, { action: 'expire', at: NOW })).toMatchObject({ approval: 'expired' });
  });

  it.each([
    ['none', 'requested'],
    ['requested', 'requested'],
    ['approved', REFUSED],
    ['rejected', 'requested'],
    ['revoked', 'requested'],
    ['expired', 'requested'],
  ] as const)('the first yes of two on %s: %s', (state, expected) => {
    const after = outcome(entry(state), { action: 'approve', firstReview: FIRST });

    expect(typeof after === 'object' ? after : { approval: after }).toMatchObject(
      expected === REFUSED ? { approval: REFUSED } : { approval: 'requested', firstReview: FIRST },
    );
    expect(FIRST_YES[state] ?? REFUSED).toBe(expected);
  });

  it('a first yes is no approval', () => {
    const after = applyTransition(ID, undefined, { action: 'approve', firstReview: FIRST });

    expect(after).toMatchObject({ minMaturity: null });
    expect(after).not.toHaveProperty('grant');
  });

  it('notes who asked first and never lets another request hide it', () => {
    const asked = applyTransition(ID, undefined, { action: 'request', by: 'person:sam' });

    expect(asked).toEqual({
      approval: 'requested',
      minMaturity: null,
      banReason: null,
      requestedBy: 'person:sam',
    });
    expect(outcome(asked, { action: 'request', by: 'person:bob' })).toBe('unchanged');
  });

  it('a new request after a refusal is of whoever makes it', () => {
    expect(outcome(entry('rejected'), { action: 'request', by: 'person:bob' })).toMatchObject({
      requestedBy: 'person:bob',
    });
  });

  it.each([
    ['approving the same again', TRANSITIONS.approve, { minMaturity: 'intern' as const }],
    ['banning with the same reason', TRANSITIONS.ban, { banReason: 'bad' }],
  ])('%s changes nothing', (_title, transition, before) => {
    expect(outcome({ ...entry('approved'), ...before }, transition)).toBe('unchanged');
  });

  it('approving again changes maturity and grant', () => {
    const grant = { ...GRANT, without: ['network' as const] };

    expect(outcome(entry('approved'), { action: 'approve', minMaturity: 'intern', grant })).toEqual({
      ...entry('approved'),
      minMaturity: 'intern',
      grant,
    });
  });

  it.each(APPROVAL_STATES)('a request on a banned version (%s) never lifts the ban', (state) => {
    const before = entry(state, 'bad');

    expect(statusOf(applyTransition(ID, before, TRANSITIONS.request) ?? before)).toBe('banned');
  });

  it.each(
    APPROVAL_STATES.flatMap((state) =>
      (['approve', 'second', 'inherit'] as const).map((action) => [state, action] as const),
    ),
  )('a banned version (%s) is refused %s', (state, action) => {
    expect(outcome(entry(state, 'bad'), TRANSITIONS[action])).toBe('transition-refused');
  });

  it.each(APPROVAL_STATES)('a banned version (%s) takes no first yes either', (state) => {
    expect(outcome(entry(state, 'bad'), { action: 'approve', firstReview: FIRST })).toBe(
      'transition-refused',
    );
  });

  it.each(APPROVAL_STATES)('gives back after a ban what was there before (%s)', (state) => {
    const banned = applyTransition(ID, entry(state), TRANSITIONS.ban);

    expect(applyTransition(ID, banned, TRANSITIONS.unban)).toEqual(entry(state));
  });

  it('no path of any transitions but unban takes a ban away', () => {
    const steps = fc.array(fc.constantFrom(...ACTIONS.filter((action) => action !== 'unban')), {
      maxLength: 12,
    });

    fc.assert(
      fc.property(fc.constantFrom(...APPROVAL_STATES), steps, (state, actions) => {
        let current = entry(state, 'bad');
        for (const action of actions) {
          const after = outcome(current, TRANSITIONS[action]);
          if (typeof after === 'object') current = after as RegistryEntry;
        }
        return current.banReason === 'bad';
      }),
      { numRuns: 2_000 },
    );
  });

  it('only what is approved has a maturity and a grant, whatever happened before', () => {
    const steps = fc.array(fc.constantFrom(...ACTIONS), { maxLength: 12 });

    fc.assert(
      fc.property(steps, (actions) => {
        let current: RegistryEntry | undefined;
        for (const action of actions) {
          const after = outcome(current, TRANSITIONS[action]);
          if (typeof after === 'object') current = after as RegistryEntry;
        }
        const isApproved = current?.approval === 'approved';
        return (
          current === undefined ||
          ((current.minMaturity !== null) === isApproved && (current.grant !== undefined) === isApproved)
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
