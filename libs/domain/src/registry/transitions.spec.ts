import { type DomainError } from '../errors';
import { applyTransition, APPROVAL_TRANSITIONS, type Transition } from './transitions';
import { APPROVAL_STATES, statusOf, type ApprovalState, type RegistryEntry } from './state';

const ID = { ecosystem: 'npm', name: 'lodash', version: '4.17.21' } as const;

function entry(approval: ApprovalState, banReason: string | null = null): RegistryEntry {
  return { approval, minMaturity: approval === 'approved' ? 'supervised' : null, banReason };
}

function outcome(before: RegistryEntry | undefined, transition: Transition): unknown {
  try {
    return applyTransition(ID, before, transition) ?? 'unchanged';
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('libs/domain/registry/transitions', () => {
  it.each([
    ['none', 'request', 'pending'],
    ['none', 'approve', 'active'],
    ['requested', 'approve', 'active'],
    ['requested', 'reject', 'untrusted'],
    ['approved', 'revoke', 'untrusted'],
    ['rejected', 'request', 'pending'],
    ['revoked', 'request', 'pending'],
    ['rejected', 'approve', 'active'],
  ] as const)('%s, then %s: %s', (before, action, status) => {
    const transition =
      action === 'approve' ? ({ action, minMaturity: 'intern' } as const) : ({ action } as const);

    expect(statusOf(applyTransition(ID, entry(before), transition))).toBe(status);
  });

  it.each([
    ['none', 'reject'],
    ['none', 'revoke'],
    ['requested', 'revoke'],
    ['approved', 'reject'],
    ['rejected', 'reject'],
    ['rejected', 'revoke'],
    ['revoked', 'reject'],
    ['revoked', 'revoke'],
  ] as const)('%s refuses %s by name', (before, action) => {
    expect(outcome(entry(before), { action })).toBe('transition-refused');
  });

  it.each([
    ['requesting what is requested', entry('requested'), { action: 'request' }],
    ['requesting what is approved', entry('approved'), { action: 'request' }],
    ['approving the same again', entry('approved'), { action: 'approve', minMaturity: 'supervised' }],
    ['banning with the same reason', entry('approved', 'x'), { action: 'ban', reason: 'x' }],
  ] as const)('%s changes nothing', (_, before, transition) => {
    expect(outcome(before, transition)).toBe('unchanged');
  });

  it.each(APPROVAL_STATES)('a request on a banned version (%s) never lifts the ban', (state) => {
    const after = applyTransition(ID, entry(state, 'bad'), { action: 'request' }) ?? entry(state, 'bad');

    expect(statusOf(after)).toBe('banned');
  });

  it.each(APPROVAL_STATES)('a banned version (%s) takes no approval', (state) => {
    expect(outcome(entry(state, 'bad'), { action: 'approve', minMaturity: 'intern' })).toBe(
      'transition-refused',
    );
  });

  it('gives back after a ban what was approved before', () => {
    const banned = applyTransition(ID, entry('approved'), { action: 'ban', reason: 'bad' });

    expect(applyTransition(ID, banned, { action: 'unban' })).toEqual(entry('approved'));
  });

  it('has no ban to lift where there is none', () => {
    expect(outcome(entry('approved'), { action: 'unban' })).toBe('ban-not-found');
    expect(outcome(undefined, { action: 'unban' })).toBe('ban-not-found');
  });

  it('approving again changes the maturity', () => {
    expect(outcome(entry('approved'), { action: 'approve', minMaturity: 'intern' })).toEqual({
      ...entry('approved'),
      minMaturity: 'intern',
    });
  });

  it('covers every state and action', () => {
    expect(Object.keys(APPROVAL_TRANSITIONS).sort()).toEqual([...APPROVAL_STATES].sort());
  });
});
