import {
  EXCEPTION_TRANSITIONS,
  NAME_TRANSITIONS,
  nextStanding,
  STANDING_APPROVAL_TRANSITIONS,
  STANDING_BAN_TRANSITIONS,
} from './standing-transitions';

const TABLES = {
  approval: STANDING_APPROVAL_TRANSITIONS,
  ban: STANDING_BAN_TRANSITIONS,
  exception: EXCEPTION_TRANSITIONS,
  name: NAME_TRANSITIONS,
} as Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string | null>>>>>>;

const ROWS: [table: string, state: string, action: string, next: string | null][] = [
  ['approval', 'proposed', 'second', 'live'],
  ['approval', 'proposed', 'revoke', 'revoked'],
  ['approval', 'proposed', 'expire', 'expired'],
  ['approval', 'live', 'second', null],
  ['approval', 'live', 'revoke', 'revoked'],
  ['approval', 'live', 'expire', 'expired'],
  ['approval', 'revoked', 'second', null],
  ['approval', 'revoked', 'revoke', null],
  ['approval', 'revoked', 'expire', null],
  ['approval', 'expired', 'second', null],
  ['approval', 'expired', 'revoke', null],
  ['approval', 'expired', 'expire', null],
  ['ban', 'live', 'lift', 'lifted'],
  ['ban', 'lifted', 'lift', null],
  ['exception', 'live', 'withdraw', 'withdrawn'],
  ['exception', 'withdrawn', 'withdraw', null],
  ['name', 'absent', 'ask', 'absent'],
  ['name', 'absent', 'appear', 'appeared'],
  ['name', 'absent', 'clear', null],
  ['name', 'appeared', 'ask', 'appeared'],
  ['name', 'appeared', 'appear', 'appeared'],
  ['name', 'appeared', 'clear', 'cleared'],
  ['name', 'cleared', 'ask', 'cleared'],
  ['name', 'cleared', 'appear', 'cleared'],
  ['name', 'cleared', 'clear', null],
];
const refused = ROWS.filter(([, , , next]) => next === null);

describe('libs/domain/registry/standing-transitions', () => {
  it.each(ROWS)('%s %s, then %s: %s', (table, state, action, next) => {
    expect(TABLES[table]?.[state]?.[action]).toBe(next);
  });

  it('has no row that is not written out above', () => {
    const all = Object.values(TABLES).flatMap((table) => Object.values(table).flatMap(Object.values));

    expect(ROWS).toHaveLength(all.length);
  });

  it.each(refused)('%s %s refuses %s by name', (table, state, action) => {
    expect(() => nextStanding(TABLES[table] ?? {}, 'It', state, action)).toThrow(
      expect.objectContaining({
        code: 'transition-refused',
        message: `It is "${state}" and has no "${action}"`,
        hint: expect.stringMatching(/^(From|Nothing leads on from) /),
      }),
    );
  });

  it('gives the next state where there is one', () => {
    expect(nextStanding(STANDING_APPROVAL_TRANSITIONS, 'It', 'proposed', 'second')).toBe('live');
  });
});
