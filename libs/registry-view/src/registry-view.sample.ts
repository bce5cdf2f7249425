import {
  factsKey,
  nameKey,
  type ArtifactScan,
  type Grant,
  type NameMemory,
  type PackageFacts,
  type PackageId,
  type RecordKind,
  type RecordValue,
  type RegistryChange,
  type RegistryEntry,
  type ReleaseFacts,
  type RuleException,
  type Selector,
  type StandingApproval,
  type StandingBan,
} from '@sallyport/domain';
import type { RegistrySnapshot } from './registry-snapshot';
import { RegistryView } from './registry-view';

/** What specs make views from: a package that the built-in policy lets every maturity use, and ways to spoil that. */
export const NOW = Date.parse('2026-06-15T12:00:00.000Z');
export const hoursFromNow = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();
export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const DIGEST = digestOf('a');
export const OTHER_DIGEST = digestOf('b');

export const npm = (name: string, version = '1.0.0'): PackageId => ({ ecosystem: 'npm', name, version });

export const GRANT: Grant = {
  grantedAt: hoursFromNow(-48),
  expiresAt: null,
  by: ['person:rita'],
  digests: [DIGEST],
  closure: null,
  without: [],
  breakGlass: false,
  inheritedFrom: null,
  reason: null,
};

export const APPROVED: RegistryEntry = {
  approval: 'approved',
  minMaturity: 'intern',
  banReason: null,
  grant: GRANT,
};
export const PENDING: RegistryEntry = { approval: 'requested', minMaturity: null, banReason: null };

export const scanOf = (digest = DIGEST): ArtifactScan => ({
  digest,
  kind: 'tarball',
  filename: 'a.tgz',
  integrity: 'sha512-AAAA',
  url: 'https://registry.invalid/a.tgz',
  verdict: 'clean',
  worst: null,
  capabilities: [],
  runsByItself: [],
  agentConfiguration: false,
  rulesVersion: '1',
  scannedAt: hoursFromNow(-1),
});

export const ADVISORY_DATA = { loaded: true, advisories: 10, importedAt: hoursFromNow(-1) };

export const RELEASE: ReleaseFacts = {
  publishedAt: hoursFromNow(-24 * 365),
  yanked: false,
  publisher: 'ann',
  licence: 'MIT',
  provenance: 'verified',
  provenanceBefore: 'verified',
  buildScripts: false,
  weeklyDownloads: 10,
};

export const CLEAN: PackageFacts = {
  artifacts: [scanOf()],
  release: RELEASE,
  advisories: { matches: [], data: ADVISORY_DATA },
  scanFailed: null,
};

export const advisory = (id: string, fixedIn: string[] = []) => ({
  id,
  aliases: [],
  severity: 'critical' as const,
  fixedIn,
  malware: false,
  summary: 'bad',
});

export interface KeptRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly value: unknown;
}
const record = <K extends RecordKind>(kind: K, key: string, value: RecordValue<K>): KeptRecord => ({
  kind,
  key,
  value,
});

export const approval = (selector: Selector, change: Partial<StandingApproval> = {}): KeptRecord => {
  const value = { id: 'a1', selector, minMaturity: 'intern' as const, grant: GRANT, state: 'live' as const };
  return record('approval', change.id ?? value.id, { ...value, ...change });
};

export const ban = (selector: Selector, change: Partial<StandingBan> = {}): KeptRecord => {
  const value = {
    id: 'b1',
    selector,
    reason: 'steals',
    state: 'live' as const,
    by: 'person:rita',
    at: hoursFromNow(0),
  };
  return record('ban', change.id ?? value.id, { ...value, ...change });
};

export const exception = (selector: Selector, change: Partial<RuleException> = {}): KeptRecord => {
  const value = {
    id: 'e1',
    rule: 'advisory-severity' as const,
    selector,
    agentId: null,
    owner: 'rita',
    reason: 'not reached',
    by: 'person:rita',
    grantedAt: hoursFromNow(-1),
    expiresAt: hoursFromNow(24),
    state: 'live' as const,
  };
  return record('exception', change.id ?? value.id, { ...value, ...change });
};

export const facts = (id: PackageId, value: PackageFacts = CLEAN): KeptRecord =>
  record('facts', factsKey(id), value);

export const nameMemory = (id: PackageId, state: NameMemory['state']): KeptRecord =>
  record('name', nameKey(id), {
    state,
    firstAskedAt: hoursFromNow(-9),
    lastAskedAt: hoursFromNow(-9),
    times: 1,
    askedBy: ['ann'],
    appearedAt: state === 'absent' ? null : hoursFromNow(-1),
  });

export const advisoryData = (): KeptRecord => record('advisory-data', 'current', ADVISORY_DATA);

export const AGENTS: RegistrySnapshot['agents'] = [
  { id: 'student', maturity: 'student' },
  { id: 'intern', maturity: 'intern' },
  { id: 'supervised', maturity: 'supervised' },
  { id: 'autonomous', maturity: 'autonomous' },
  { id: 'suspended', maturity: 'autonomous', suspended: true },
];

export function viewOf(
  packages: readonly (readonly [id: PackageId, entry: RegistryEntry])[],
  records: readonly KeptRecord[] = [],
  revision = 41,
): RegistryView {
  const view = new RegistryView();
  view.load({
    revision,
    packages: packages.map(([id, entry]) => ({ ...id, entry })),
    agents: AGENTS,
    records: [advisoryData(), ...records],
  });
  return view;
}

const CHANGE = { actor: { kind: 'person' as const, id: 'rita' }, at: hoursFromNow(0) };

export type AgentChange = Pick<
  Extract<RegistryChange['parts'][number], { kind: 'agent' }>,
  'agentId' | 'maturity' | 'suspended'
>;

/** The next revision: one act that changes these records, entries and agents. */
export function applyTo(
  view: RegistryView,
  {
    records = [],
    packages = [],
    agents = [],
  }: {
    records?: readonly KeptRecord[];
    agents?: readonly AgentChange[];
    packages?: readonly (readonly [id: PackageId, entry: RegistryEntry])[];
  },
): void {
  const applied = view.apply({
    revision: view.revision + 1,
    parts: [
      ...packages.map(([id, entry]) => ({
        kind: 'package' as const,
        action: 'approve' as const,
        ...id,
        entry,
        ...CHANGE,
      })),
      ...agents.map((agent) => ({
        kind: 'agent' as const,
        action: 'change' as const,
        previous: null,
        ...agent,
        ...CHANGE,
      })),
      ...records.map((kept) => ({ ...kept, action: 'put', ...CHANGE }) as never),
    ],
  });
  if (applied !== 'applied') throw new Error(`The act was not applied: ${applied}`);
}
