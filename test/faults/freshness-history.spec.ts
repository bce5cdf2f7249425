import { checkHistory, VIOLATIONS, type Violation } from '../support/freshness/check-history';
import {
  ALLOWED,
  DENIED,
  FIRST_ERROR,
  UNANSWERED,
  type CheckColumns,
  type History,
  type LoggedChange,
  type Operation,
  type PackageState,
  type SubjectState,
} from '../support/freshness/history';

const OPEN: PackageState = { approvedFrom: 2, until: Infinity, banned: false };
const BANNED: PackageState = { ...OPEN, banned: true };
const pkg = (state: PackageState, index = 0): SubjectState => ({ kind: 'package', index, state });
const agent = (rank: number, suspended = false): SubjectState => ({
  kind: 'agent',
  index: 0,
  state: { rank, suspended },
});
const policy = (refusedRank: number | null): SubjectState => ({
  kind: 'policy',
  index: 0,
  state: { refusedRank },
});
const change = (revision: number, notes: string[], ...parts: SubjectState[]): LoggedChange => ({
  ...{ revision, notes, parts },
});
const wrote = (id: string, start: number, end: number, revision: number, changed = 1): Operation => ({
  ...{ id, start, end, receipt: { revision, changed } },
});
const unknown = (id: string, start: number, end: number): Operation => ({ id, start, end });

interface Check {
  start: number;
  end: number;
  outcome: number;
  revision: number;
  question?: number;
  minRevision?: number;
}
const allow = (start: number, end: number, revision: number, more: Partial<Check> = {}): Check => ({
  ...{ start, end, outcome: ALLOWED, revision },
  ...more,
});
const deny = (start: number, end: number, revision: number, more: Partial<Check> = {}): Check => ({
  ...allow(start, end, revision, more),
  outcome: DENIED,
});

function columns(checks: readonly Check[]): CheckColumns {
  return {
    length: checks.length,
    start: Float64Array.from(checks, ({ start }) => start),
    end: Float64Array.from(checks, ({ end }) => end),
    agent: Uint16Array.from(checks, () => 0),
    question: Uint16Array.from(checks, ({ question = 0 }) => question),
    outcome: Uint8Array.from(checks, ({ outcome }) => outcome),
    revision: Uint32Array.from(checks, ({ revision }) => revision),
    minRevision: Uint32Array.from(checks, ({ minRevision = 0 }) => minRevision),
  };
}

/** Revisions 1 and 2 make package 0 usable by agent 0; question 1 is a closure of packages 0 and 1. */
const SETUP = [change(1, [], agent(2)), change(2, [], pkg(OPEN), pkg(OPEN, 1))];
const BAN = change(3, ['ban'], pkg(BANNED));
const BAN_ACKNOWLEDGED = wrote('ban', 1_000, 1_100, 3);

function verdictOf(operations: Operation[], log: LoggedChange[], checks: Check[]) {
  const history: History = {
    ...{ operations, log, checks: columns(checks), questions: [[0], [0, 1]], wallOffset: 1_000_000 },
  };
  return checkHistory(history);
}

function found(operations: Operation[], log: LoggedChange[], checks: Check[]): Violation[] {
  const { violations } = verdictOf(operations, log, checks);
  return VIOLATIONS.filter((violation) => violations[violation] > 0);
}

const STALE: Violation[] = ['stale-allow', 'older-than-acknowledged'];

describe('test/faults/freshness-history', () => {
  it.each<[string, Operation[], LoggedChange[], Check[]]>([
    ['nothing at all', [], [], []],
    ['an allow before the ban', [BAN_ACKNOWLEDGED], [...SETUP, BAN], [allow(900, 950, 2)]],
    ['an allow while the ban is on its way', [BAN_ACKNOWLEDGED], [...SETUP, BAN], [allow(1_050, 1_200, 2)]],
    ['a denial while it is on its way', [BAN_ACKNOWLEDGED], [...SETUP, BAN], [deny(1_050, 1_060, 3)]],
    ['a denial after it', [BAN_ACKNOWLEDGED], [...SETUP, BAN], [deny(1_200, 1_210, 3)]],
    [
      'an allow that began before the acknowledgement',
      [BAN_ACKNOWLEDGED],
      [...SETUP, BAN],
      [allow(1_099, 9_000, 2)],
    ],
    [
      'errors and silence',
      [BAN_ACKNOWLEDGED],
      [...SETUP, BAN],
      [allow(1_200, 1_210, 0, { outcome: FIRST_ERROR }), allow(1_200, NaN, 0, { outcome: UNANSWERED })],
    ],
    [
      'an allow after a ban that nobody knows the end of, and that did not happen',
      [unknown('ban', 1_000, 4_000)],
      SETUP,
      [allow(5_000, 5_010, 2)],
    ],
    [
      'an allow after such a ban that happened later',
      [unknown('ban', 1_000, 4_000)],
      [...SETUP, BAN],
      [allow(5_000, 5_010, 2), deny(5_001, 5_009, 3)],
    ],
    [
      'an allow of what was banned and is not any more',
      [BAN_ACKNOWLEDGED, wrote('unban', 1_200, 1_300, 4)],
      [...SETUP, BAN, change(4, ['unban'], pkg(OPEN))],
      [allow(1_400, 1_410, 4)],
    ],
    [
      'a write that found nothing to change',
      [BAN_ACKNOWLEDGED, wrote('again', 1_200, 1_300, 3, 0)],
      [...SETUP, BAN],
      [deny(1_400, 1_410, 3)],
    ],
    [
      'a change that nobody asked for',
      [],
      [...SETUP, change(3, [], pkg(BANNED))],
      [deny(5, 6, 3), allow(5, 6, 2)],
    ],
    [
      'both answers about the moment that an approval ends',
      [],
      [...SETUP, change(3, [], pkg({ ...OPEN, until: 1_002_000 }))],
      [allow(1_990, 2_010, 3), deny(1_990, 2_010, 3), allow(1_500, 1_510, 3), deny(2_500, 2_510, 3)],
    ],
    ['a closure of which nothing is banned', [], SETUP, [allow(5, 6, 2, { question: 1 })]],
    ['what was demanded', [], SETUP, [allow(5, 6, 2, { minRevision: 2 })]],
  ])('finds nothing wrong with %s', (_, operations, log, checks) => {
    expect(verdictOf(operations, log, checks).examples).toEqual([]);
  });

  it.each<[string, Violation[], Operation[], LoggedChange[], Check[]]>([
    ['an allow after a ban', STALE, [BAN_ACKNOWLEDGED], [...SETUP, BAN], [allow(1_101, 1_200, 2)]],
    [
      'an allow after a ban that says to be from after it',
      ['stale-allow', 'wrong-at-revision'],
      [BAN_ACKNOWLEDGED],
      [...SETUP, BAN],
      [allow(1_101, 1_200, 3)],
    ],
    [
      'an allow after a ban, of a closure with the package',
      STALE,
      [BAN_ACKNOWLEDGED],
      [...SETUP, BAN],
      [allow(1_101, 1_200, 2, { question: 1 })],
    ],
    [
      'an allow of an agent that was demoted',
      STALE,
      [wrote('demote', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['demote'], agent(1))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an allow of an agent that was suspended',
      STALE,
      [wrote('suspend', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['suspend'], agent(2, true))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an allow of an approval that was revoked',
      STALE,
      [wrote('revoke', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['revoke'], pkg({ ...OPEN, approvedFrom: null }))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an allow by a policy that is not in force any more',
      STALE,
      [wrote('policy', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['policy'], policy(2))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an allow after an approval has ended',
      ['stale-allow', 'wrong-at-revision'],
      [wrote('approve', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['approve'], pkg({ ...OPEN, until: 1_002_000 }))],
      [allow(2_500, 2_510, 3)],
    ],
    [
      'an allow after a ban that was acknowledged only by a later write',
      STALE,
      [unknown('ban', 900, 4_000), wrote('other', 1_000, 1_100, 4)],
      [...SETUP, BAN, change(4, ['other'], pkg(BANNED, 1))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'a denial from before what was acknowledged',
      ['older-than-acknowledged'],
      [wrote('other', 1_000, 1_100, 3)],
      [...SETUP, change(3, ['other'], pkg(BANNED, 1))],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an answer from before what was found unchanged',
      STALE,
      [unknown('ban', 900, 4_000), wrote('again', 1_000, 1_100, 3, 0)],
      [...SETUP, BAN],
      [allow(1_101, 1_200, 2)],
    ],
    [
      'an answer from what nobody had written',
      ['newer-than-committed'],
      [BAN_ACKNOWLEDGED],
      [...SETUP, BAN],
      [deny(900, 950, 3)],
    ],
    ['a denial of what is allowed', ['wrong-at-revision'], [], SETUP, [deny(5, 6, 2)]],
    [
      'an allow of what was never allowed',
      ['stale-allow', 'wrong-at-revision'],
      [],
      [SETUP[0] as LoggedChange],
      [allow(5, 6, 1)],
    ],
    [
      'an answer that is older than demanded',
      ['older-than-demanded'],
      [],
      SETUP,
      [allow(5, 6, 2, { minRevision: 3 })],
    ],
    ['an acknowledged change that is not there', ['lost-change'], [BAN_ACKNOWLEDGED], SETUP, []],
    [
      'another change in its place',
      ['lost-change'],
      [BAN_ACKNOWLEDGED],
      [...SETUP, change(3, ['other'], pkg(OPEN))],
      [],
    ],
    [
      'a receipt from after the end of the log',
      ['lost-change'],
      [wrote('again', 1_000, 1_100, 9, 0)],
      SETUP,
      [],
    ],
    ['a gap', ['gap-in-log'], [], [...SETUP, change(4, [], pkg(OPEN))], []],
    [
      'a change that comes before what was acknowledged before it began',
      ['out-of-order'],
      [wrote('first', 1_000, 1_100, 4), wrote('second', 1_200, 1_300, 3)],
      [...SETUP, change(3, ['second'], pkg(OPEN)), change(4, ['first'], pkg(OPEN))],
      [],
    ],
  ])('finds %s', (_, expected, operations, log, checks) => {
    expect(found(operations, log, checks)).toEqual(expected);
  });

  it('counts what was decided and what was not', () => {
    const checks = [
      allow(1, 2, 2),
      deny(1_200, 1_210, 3),
      allow(3, NaN, 0, { outcome: UNANSWERED }),
      allow(3, 4, 0, { outcome: FIRST_ERROR + 1 }),
    ];

    expect(verdictOf([BAN_ACKNOWLEDGED], [...SETUP, BAN], checks)).toMatchObject({
      checks: 4,
      allowed: 1,
      denied: 1,
      undecided: 2,
    });
  });
});
