import type { Maturity, MinMaturity } from '../agent/maturity';
import type { RegistryEntry } from '../registry/state';
import type { ReasonCode } from './reason-code';

/**
 * The truth table of door one, as data. It runs at two heights: pure (decide.spec.ts, registry-view)
 * and through the whole stack over NATS (test/flows/truth-table.spec.ts).
 *
 * Read a cell as: this agent asks for a version in this state, and gets this reason.
 * Only `approved` allows.
 */
export const AGENT_COLUMNS = ['unregistered', 'student', 'intern', 'supervised', 'autonomous'] as const;
export type AgentColumn = (typeof AGENT_COLUMNS)[number];

/** undefined: nobody registered this agent. */
export const AGENT_MATURITY: Readonly<Record<AgentColumn, Maturity | undefined>> = {
  unregistered: undefined,
  student: 'student',
  intern: 'intern',
  supervised: 'supervised',
  autonomous: 'autonomous',
};

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
  ...[unregistered, student, intern, supervised, autonomous]: [Cell, Cell, Cell, Cell, Cell]
): TruthRow {
  return { state, entry, maturityRequired, cells: { unregistered, student, intern, supervised, autonomous } };
}

const entry = (
  approval: RegistryEntry['approval'],
  minMaturity: MinMaturity | null,
  banReason: string | null = null,
) => ({
  approval,
  minMaturity,
  banReason,
});

const STUDENT = 'student-blocked';

// prettier-ignore
export const TRUTH_TABLE: readonly TruthRow[] = [
  //  state                           entry                                     required       unregistered student  intern              supervised          autonomous
  row('unknown',                      undefined,                                null,          STUDENT,     STUDENT, 'unknown-package',  'unknown-package',  'unknown-package'),
  row('known, never requested',       entry('none', null),                      null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted'),
  row('requested',                    entry('requested', null),                 null,          STUDENT,     STUDENT, 'pending-review',   'pending-review',   'pending-review'),
  row('rejected',                     entry('rejected', null),                  null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted'),
  row('revoked',                      entry('revoked', null),                   null,          STUDENT,     STUDENT, 'untrusted',        'untrusted',        'untrusted'),
  row('approved for intern',          entry('approved', 'intern'),              'intern',      STUDENT,     STUDENT, 'approved',         'approved',         'approved'),
  row('approved for supervised',      entry('approved', 'supervised'),          'supervised',  STUDENT,     STUDENT, 'maturity-too-low', 'approved',         'approved'),
  row('approved for autonomous',      entry('approved', 'autonomous'),          'autonomous',  STUDENT,     STUDENT, 'maturity-too-low', 'maturity-too-low', 'approved'),
  row('banned, never requested',      entry('none', null, BAN),                 null,          'banned',    'banned', 'banned',          'banned',           'banned'),
  row('banned while requested',       entry('requested', null, BAN),            null,          'banned',    'banned', 'banned',          'banned',           'banned'),
  row('banned after rejection',       entry('rejected', null, BAN),             null,          'banned',    'banned', 'banned',          'banned',           'banned'),
  row('banned after revocation',      entry('revoked', null, BAN),              null,          'banned',    'banned', 'banned',          'banned',           'banned'),
  row('banned, approved for intern',  entry('approved', 'intern', BAN),         null,          'banned',    'banned', 'banned',          'banned',           'banned'),
  row('banned, approved for autonomous', entry('approved', 'autonomous', BAN),  null,          'banned',    'banned', 'banned',          'banned',           'banned'),
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
