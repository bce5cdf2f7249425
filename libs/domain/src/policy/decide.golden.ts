import { MATURITIES, type Maturity } from '../agent/maturity';
import type { Selector } from '../package/selector';
import { selectorMatches } from '../package/selector';
import type { ApprovalState, RegistryEntry } from '../registry/state';
import { decide } from './decide';
import {
  artifacts,
  EXACT_APPROVAL,
  EXAMPLE_DIGEST,
  EXAMPLE_GRANT,
  EXAMPLE_NOW,
  EXAMPLE_PACKAGE,
  factsInOrder,
  OTHER_DIGEST,
  policyWith,
  RELEASE_IN_ORDER,
} from './decide.examples';
import type { ApprovalFact, Facts } from './facts';
import type { PackageFacts, Provenance } from './package-facts';

/** The whole table of decide.golden.txt: every combination of these, one column a maturity. */
const npm = { ecosystem: 'npm' as const };
const near: Selector[] = [
  { kind: 'exact', ...npm, name: 'lodash', version: '4.17.20' },
  { kind: 'range', ...npm, name: 'lodash', range: '<4.17.21' },
  { kind: 'all', ...npm, name: 'lodash-es' },
  { kind: 'all', ecosystem: 'pypi', name: 'lodash' },
  { kind: 'pattern', ...npm, pattern: '@*/lodash' },
  { kind: 'digest', digest: OTHER_DIGEST },
  { kind: 'publisher', ...npm, publisher: 'jdalto' },
];
/** The same ban, and nobody knows who published the release. */
const UNKNOWN_PUBLISHER = 'publisher ?';
const BAN_SCOPES: Readonly<Record<string, readonly Selector[]>> = {
  none: [],
  'near misses': near,
  exact: [{ kind: 'exact', ...EXAMPLE_PACKAGE }],
  range: [{ kind: 'range', ...npm, name: 'lodash', range: '>=4.0.0 <5.0.0-0' }],
  all: [{ kind: 'all', ...npm, name: 'lodash' }],
  pattern: [{ kind: 'pattern', ...npm, pattern: 'lod*' }],
  digest: [{ kind: 'digest', digest: EXAMPLE_DIGEST }],
  publisher: [{ kind: 'publisher', ...npm, publisher: 'jdalton' }],
  [UNKNOWN_PUBLISHER]: [{ kind: 'publisher', ...npm, publisher: 'jdalton' }],
};

const entry = (approval: ApprovalState): RegistryEntry => ({ approval, minMaturity: null, banReason: null });
const exact = (minMaturity: ApprovalFact['minMaturity'], changes = {}): Partial<Facts> => ({
  entry: entry('approved'),
  approvals: [{ ...EXACT_APPROVAL, minMaturity, grant: { ...EXAMPLE_GRANT, ...changes } }],
});
const RANGE_APPROVAL: ApprovalFact = {
  ...EXACT_APPROVAL,
  id: 'approval-1',
  selector: { kind: 'range', ...npm, name: 'lodash', range: '>=4.0.0 <5.0.0-0' },
  grant: { ...EXAMPLE_GRANT, digests: null },
};
const unapproved = (approval: ApprovalState): Partial<Facts> => ({ entry: entry(approval), approvals: [] });
const STATES: Readonly<Record<string, Partial<Facts>>> = {
  unknown: { entry: undefined, approvals: [] },
  requested: unapproved('requested'),
  rejected: unapproved('rejected'),
  revoked: unapproved('revoked'),
  'expired by date': exact('intern', { expiresAt: '2026-06-15T11:59:59Z' }),
  'approved from intern': exact('intern'),
  'approved from supervised': exact('supervised'),
  'approved by range': { entry: undefined, approvals: [RANGE_APPROVAL] },
};

const REPORTS: Readonly<Record<string, PackageFacts>> = {
  'not scanned': artifacts(),
  'scan failed': { ...artifacts({}), scanFailed: { at: '2026-06-15T11:00:00Z', message: 'corrupt' } },
  clean: artifacts({}),
  warning: artifacts({ verdict: 'warning' }),
  suspicious: artifacts({ verdict: 'suspicious' }),
  'not judged': artifacts({ verdict: 'unknown' }),
  malicious: artifacts({ verdict: 'malicious' }),
};

const AGES: Readonly<Record<string, number | null>> = {
  '1 h': 1,
  '2 d': 48,
  '5 d': 120,
  '1 y': 8_760,
  unknown: null,
};
const PROVENANCES: Readonly<Record<string, Provenance | null>> = {
  kept: 'verified',
  lost: 'absent',
  unknown: null,
};

/** As built in, but with the provenance rule in force, whose facts this table has. */
const POLICY = policyWith({ 'provenance-lost': { mode: 'enforce' } });

interface Line {
  readonly labels: readonly string[];
  /** One answer a maturity. */
  readonly answers: readonly string[];
}

/** `combinations` counts single decisions. Neighbours that answer alike in all of their last columns are one line (`*`). */
export function goldenTable(): { combinations: number; text: string } {
  const dimensions = [BAN_SCOPES, STATES, REPORTS, AGES, PROVENANCES].map((dimension) =>
    Object.keys(dimension),
  );
  const lines = linesBelow([], dimensions);
  const rows: string[][] = [
    ['ban', 'state', 'report', 'age', 'provenance', ...MATURITIES],
    ...lines.map(({ labels, answers }) => [...labels, ...answers]),
  ];
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const text = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const combinations = dimensions.reduce<number>(
    (product, { length }) => product * length,
    MATURITIES.length,
  );
  return { combinations, text: `${text.join('\n')}\n` };
}

function linesBelow(labels: readonly string[], [head, ...rest]: readonly string[][]): Line[] {
  if (head === undefined)
    return [{ labels, answers: MATURITIES.map((maturity) => answer(labels, maturity)) }];
  const lines = head.flatMap((label) => linesBelow([...labels, label], rest));
  const [first] = lines;
  const isOne = labels.length > 0 && lines.every((line) => `${line.answers}` === `${first?.answers}`);
  if (!isOne || first === undefined) return lines;
  return [{ labels: [...labels, ...Array<string>(rest.length + 1).fill('*')], answers: first.answers }];
}

function answer(labels: readonly string[], maturity: Maturity): string {
  const [ban = '', state = '', report = '', age = '', provenance = ''] = labels;
  const hours = AGES[age] ?? null;
  const publisher = ban === UNKNOWN_PUBLISHER ? null : 'jdalton';
  const seen = REPORTS[report] as PackageFacts;
  const known: PackageFacts = {
    ...seen,
    release: {
      ...RELEASE_IN_ORDER,
      publishedAt: hours === null ? null : new Date(EXAMPLE_NOW - hours * 3_600_000).toISOString(),
      provenance: PROVENANCES[provenance] ?? null,
      publisher,
    },
  };
  const subject = { id: EXAMPLE_PACKAGE, digests: [EXAMPLE_DIGEST], publisher };
  const all = (BAN_SCOPES[ban] ?? []).map((selector) => ({ id: 'ban-1', selector, reason: 'stolen' }));
  const bans = all.filter(({ selector }) => selectorMatches(selector, subject));
  const publisherBans = all.filter(({ selector }) => selector.kind === 'publisher');
  const changes = { ...STATES[state], maturity, bans, publisherBans, known, policy: POLICY };
  return decide(factsInOrder(changes), 1).reasonCode;
}
