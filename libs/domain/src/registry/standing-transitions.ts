import { DomainError } from '../errors';
import type { NameMemory, RuleException, StandingApproval, StandingBan } from './standing';

/** state x action -> next state; null = refused, as for entries (transitions.ts). */
type Table<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Record<Action, State | null>>>
>;

export const STANDING_APPROVAL_TRANSITIONS: Table<StandingApproval['state'], 'second' | 'revoke' | 'expire'> =
  {
    proposed: { second: 'live', revoke: 'revoked', expire: 'expired' },
    live: { second: null, revoke: 'revoked', expire: 'expired' },
    revoked: { second: null, revoke: null, expire: null },
    expired: { second: null, revoke: null, expire: null },
  };

export const STANDING_BAN_TRANSITIONS: Table<StandingBan['state'], 'lift'> = {
  live: { lift: 'lifted' },
  lifted: { lift: null },
};

export const EXCEPTION_TRANSITIONS: Table<RuleException['state'], 'withdraw'> = {
  live: { withdraw: 'withdrawn' },
  withdrawn: { withdraw: null },
};

/** `ask`: an agent asks while it does not exist. `appear`: a registry has it now. `clear`: a person has looked. */
export const NAME_TRANSITIONS: Table<NameMemory['state'], 'ask' | 'appear' | 'clear'> = {
  absent: { ask: 'absent', appear: 'appeared', clear: null },
  // Gone again or not: it stays blocked until a person has looked.
  appeared: { ask: 'appeared', appear: 'appeared', clear: 'cleared' },
  cleared: { ask: 'cleared', appear: 'cleared', clear: null },
};

/** `what` names the record in the refusal. @throws DomainError `transition-refused` */
export function nextStanding<State extends string, Action extends string>(
  table: Table<State, Action>,
  what: string,
  state: State,
  action: Action,
): State {
  const next = table[state][action];
  if (next !== null) return next;
  const possible = Object.entries(table[state]).flatMap(([name, to]) => (to === null ? [] : [name]));
  throw new DomainError('transition-refused', `${what} is "${state}" and has no "${action}"`, {
    hint:
      possible.length === 0
        ? `Nothing leads on from "${state}".`
        : `From "${state}" one can: ${possible.join(', ')}.`,
  });
}
