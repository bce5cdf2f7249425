import { CURRENT, factsKey, type Grant, type PackageFacts, type RegistryEntry } from '@sallyport/domain';
import { npm, rita, type FakeGovernance } from '../governance.fake';
import type { ChangePart } from '../ports/registry-store';

export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;
const AT = '2026-01-01T00:00:00.000Z';
const LONG_AGO = '2025-01-01T00:00:00.000Z';
const CHANGE = { actor: rita, at: AT };
const DATA = { loaded: true, advisories: 1, importedAt: AT };

const CLEAN: PackageFacts = {
  artifacts: [
    {
      digest: DIGEST,
      kind: 'tarball',
      filename: 'a.tgz',
      integrity: 'sha512-AAAA',
      url: 'https://registry.invalid/a.tgz',
      verdict: 'clean',
      worst: null,
      capabilities: [],
      hooks: [],
      runsByItself: [],
      agentConfiguration: false,
      rulesVersion: '1',
      scannedAt: AT,
    },
  ],
  release: {
    publishedAt: LONG_AGO,
    yanked: false,
    publisher: 'ann',
    licence: 'MIT',
    provenance: 'verified',
    provenanceBefore: 'verified',
    buildScripts: false,
    weeklyDownloads: 1,
  },
  advisories: { matches: [], data: DATA },
  scanFailed: null,
};

const GRANT: Grant = {
  grantedAt: AT,
  expiresAt: null,
  by: ['person:rita'],
  digests: [DIGEST],
  closure: null,
  without: [],
  breakGlass: false,
  inheritedFrom: null,
  reason: null,
};

/** What the built-in policy lets supervised agents use: scanned clean, long published, approved; in one act. */
export async function allow(
  { store, current }: FakeGovernance,
  names: readonly string[],
  {
    entry = {},
    version,
    facts = CLEAN,
  }: { entry?: Partial<RegistryEntry>; version?: string; facts?: PackageFacts } = {},
): Promise<void> {
  const approved = {
    approval: 'approved' as const,
    minMaturity: 'supervised' as const,
    banReason: null,
    grant: GRANT,
  };
  const parts = names
    .map((name) => npm(name, version))
    .flatMap((id): ChangePart[] => [
      { kind: 'package', action: 'approve', ...id, entry: { ...approved, ...entry }, ...CHANGE },
      { kind: 'facts', key: factsKey(id), action: 'record', value: facts, ...CHANGE },
    ]);
  const data: ChangePart = { kind: 'advisory-data', key: CURRENT, action: 'record', value: DATA, ...CHANGE };
  const packages = names.map((name) => npm(name, version));
  const { revision } = await store.act({ at: AT, packages, decide: () => [...parts, data] });
  await current.reach(revision);
}

/** As `allow`, with other terms. */
export const grantWith = (terms: Partial<Grant>): { entry: Partial<RegistryEntry> } => ({
  entry: { grant: { ...GRANT, ...terms } },
});

export async function exempt({ store, current }: FakeGovernance, name: string): Promise<void> {
  const value = {
    id: 'e1',
    rule: 'advisory-severity' as const,
    selector: { kind: 'exact' as const, ...npm(name) },
    agentId: null,
    owner: 'rita',
    reason: 'not reached',
    by: 'person:rita',
    grantedAt: AT,
    expiresAt: '2026-12-31T00:00:00.000Z',
    state: 'live' as const,
  };
  const { revision } = await store.act({
    at: AT,
    records: [{ kind: 'exception', key: 'e1' }],
    decide: () => [{ kind: 'exception', key: 'e1', action: 'grant', value, ...CHANGE }],
  });
  await current.reach(revision);
}

export const AFFECTED: PackageFacts = {
  ...CLEAN,
  advisories: {
    matches: [
      { id: 'GHSA-1', aliases: [], severity: 'critical', fixedIn: [], malware: false, summary: 'bad' },
    ],
    data: DATA,
  },
};
