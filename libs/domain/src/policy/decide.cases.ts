import type { Maturity, MinMaturity } from '../agent/maturity';
import type { RegistryEntry } from '../registry/state';
import { EXAMPLE_GRANT, KNOWN_IN_ORDER } from './decide.examples';
import type { PackageFacts } from './package-facts';
import type { ReasonCode } from './reason-code';

/** What is known of every version of the table. */
export const TRUTH_FACTS: PackageFacts = KNOWN_IN_ORDER;

/**
 * The truth table of door one, as data. It runs at two heights: pure (decide.spec.ts, registry-view)
 * and through the whole stack over NATS (test/flows/truth-table.spec.ts).
 *
 * Read a cell as: this agent asks for a version in this state, and gets this reason.
 * Only `approved` allows. Everything else is in order: the file that the version has was scanned and is clean
 * (`TRUTH_FACTS`), and every approval was given for it.
 */
export const AGENT_COLUMNS = [
  'unregistered',
  'student',
  'intern',
  'supervised',
  'autonomous',
  'suspended',
] as const;
export type AgentColumn = (typeof AGENT_COLUMNS)[number];

/** undefined: nobody registered this agent. */
export const AGENT_MATURITY: Readonly<Record<AgentColumn, Maturity | undefined>> = {
  unregistered: undefined,
  student: 'student',
  intern: 'intern',
  supervised: 'supervised',
  autonomous: 'autonomous',
  // Only the suspension stands in its way.
  suspended: 'autonomous',
};
export const isSuspended = (column: AgentColumn): boolean => column === 'suspended';

export type Cell = ReasonCode;

export interface TruthRow {
  state: string;
  /** What the registry holds; undefined: it has never heard of the version. */
  entry: RegistryEntry | undefined;
  cells: Readonly<Record<AgentColumn, Cell>>;
  /** What every reply says in `maturityRequired` for agents that are not students. */
  maturityRequired: MinMaturity | null;
}

const BAN = 'credential stealer';

function row(
  state: string,
  entry: RegistryEntry | undefined,
  maturityRequired: MinMaturity | null,
  ...[unregistered, student, intern, supervised, autonomous, suspended]: [Cell, Cell, Cell, Cell, Cell, Cell]
): TruthRow {
  return {
    state,
    entry,
    maturityRequired,
    cells: { unregistered, student, intern, supervised, autonomous, suspended },
  };
}

const entry = (
  approval: RegistryEntry['approval'],
  minMaturity: MinMaturity | null,
  banReason: string | null = null,
): RegistryEntry => ({
  approval,
  minMaturity,
  banReason,
  ...(approval === 'approved' ? { grant: EXAMPLE_GRANT } : {}),
});

const FIRST_REVIEW: RegistryEntry = {
  ...entry('requested', null),
  firstReview: { by: 'person:ada', minMaturity: 'intern', grant: EXAMPLE_GRANT },
};

const STUDENT = 'student-blocked';
const SUSPENDED = 'agent-suspended';

// prettier-ignore
export const TRUTH_TABLE: readonly TruthRow[] = [
  //  state                           entry                                     required       unregistered student  intern              supervised          autonomous           suspended
  row('unknown',                      undefined,                                null,          STUDENT,     STUDENT, 'unknown-package',  'unknown-package',  'unknown-package', SUSPENDED),
  row('known, never requested',       entry('none', null),                      null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted', SUSPENDED),
  row('requested',                    entry('requested', null),                 null,          STUDENT,     STUDENT, 'pending-review',   'pending-review',   'pending-review', SUSPENDED),
  row('requested, first of two reviews', FIRST_REVIEW,                          null,          STUDENT,     STUDENT, 'second-review-pending', 'second-review-pending', 'second-review-pending', SUSPENDED),
  row('rejected',                     entry('rejected', null),                  null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted', SUSPENDED),
  row('revoked',                      entry('revoked', null),                   null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted', SUSPENDED),
  row('expired',                      entry('expired', null),                   null,          STUDENT,     STUDENT, 'approval-expired', 'approval-expired', 'approval-expired', SUSPENDED),
  row('approved for intern',          entry('approved', 'intern'),              'intern',      STUDENT,     STUDENT, 'approved',         'approved',         'approved', SUSPENDED),
  row('approved for supervised',      entry('approved', 'supervised'),          'supervised',  STUDENT,     STUDENT, 'maturity-too-low', 'approved',         'approved', SUSPENDED),
  row('approved for autonomous',      entry('approved', 'autonomous'),          'autonomous',  STUDENT,     STUDENT, 'maturity-too-low', 'maturity-too-low', 'approved', SUSPENDED),
  row('banned, never requested',      entry('none', null, BAN),                 null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned while requested',       entry('requested', null, BAN),            null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned after rejection',       entry('rejected', null, BAN),             null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned after revocation',      entry('revoked', null, BAN),              null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned after expiry',          entry('expired', null, BAN),              null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned, approved for intern',  entry('approved', 'intern', BAN),         null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
  row('banned, approved for autonomous', entry('approved', 'autonomous', BAN),  null,          'banned',    'banned', 'banned',          'banned',           'banned', 'banned'),
];

/** Spellings that must be one package version, and ones that must not be. */
export const SPELLINGS: readonly {
  ecosystem: 'pypi' | 'npm';
  same: readonly (readonly [name: string, version: string])[];
  different: readonly (readonly [name: string, version: string])[];
}[] = [
  {
    ecosystem: 'pypi',
    same: [
      ['foo-bar', '1.0'],
      ['Foo_Bar', '1.0.0'],
      ['FOO.BAR', 'v1'],
      ['foo--bar', '1.0.0.0'],
      ['foo_-.bar', ' 1.0 '],
    ],
    different: [
      ['foobar', '1.0'],
      ['foo-bar', '1.0.1'],
      ['foo-bar', '1.0rc1'],
      ['foo-bar', '1!1.0'],
      ['foo-bar', '1.0.post1'],
      ['foo-bar', '1.0.dev1'],
      ['foo-bar', '1.0+local'],
    ],
  },
  {
    ecosystem: 'npm',
    same: [
      ['lodash', '4.17.21'],
      ['lodash', 'v4.17.21'],

      ['lodash', '4.17.21+build.7'],
    ],
    different: [
      ['Lodash', '4.17.21'],
      ['lo-dash', '4.17.21'],
      ['lodash', '4.17.21-rc.1'],
      ['@types/lodash', '4.17.21'],
    ],
  },
];
