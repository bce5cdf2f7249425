import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  factsKey,
  packageId,
  parsePolicy,
  type Ecosystem,
  type Grant,
  type Maturity,
  type MinMaturity,
  type PackageFacts,
  type RecordKind,
  type RegistryEntry,
} from '@sallyport/domain';
import { RegistryView, type PackageCheck } from '@sallyport/registry-view';

/** A registry of 10,000 versions of 5,000 names and 200 agents; every engine is given the same one. */
export const NAMES = 5_000;
export const VERSIONS = ['1.0.0', '1.1.0'] as const;
export const AGENTS = 200;
export const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const HOUR = 3_600_000;

export const POLICY_TEXT = readFileSync(join(__dirname, '../../../deploy/dev/policy.yaml'), 'utf8');
export const POLICY = parsePolicy(POLICY_TEXT);
const ADVISORY_DATA = { loaded: true, advisories: 200_000, importedAt: at(-6) };

export interface Agent {
  readonly id: string;
  readonly maturity: Maturity;
  readonly suspended: boolean;
  readonly registered: boolean;
}

/** What the registry holds of one version, in words that every engine can be told. */
export interface Package {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly state: 'unknown' | 'approved' | 'expired';
  /** Approval of this version; null: none. Ends in milliseconds since 1970; null: never. */
  readonly exact: { readonly minMaturity: MinMaturity; readonly ends: number | null } | null;
  /** Approval of the whole name. */
  readonly standing: { readonly minMaturity: MinMaturity; readonly ends: number | null } | null;
  readonly banned: 'exact' | 'range' | 'name' | null;
  readonly severity: 'medium' | 'critical' | null;
  readonly verdict: 'clean' | 'warning' | 'suspicious';
  readonly kind: 'wheel' | 'sdist' | 'tarball';
  readonly buildScripts: boolean;
}

function at(hours: number): string {
  return new Date(NOW + hours * HOUR).toISOString();
}

export const agents: readonly Agent[] = Array.from({ length: AGENTS }, (_, n) => ({
  id: `agent-${n.toString(36)}-of-team-${n % 7}`,
  maturity: (['student', 'intern', 'supervised', 'autonomous'] as const)[
    n % 20 === 0 ? 0 : 1 + (n % 3)
  ] as Maturity,
  suspended: n % 50 === 7,
  registered: n % 50 !== 13,
}));

export const packages: readonly Package[] = Array.from({ length: NAMES }, (_, n) =>
  VERSIONS.map((version, which) => packageAt(n, version, which)),
).flat();

/** In every hundred names something of everything; most is in order. */
function packageAt(n: number, version: string, which: number): Package {
  const ecosystem = n % 2 === 0 ? 'npm' : 'pypi';
  const kind = ecosystem === 'npm' ? 'tarball' : n % 20 === 11 ? 'sdist' : 'wheel';
  const minMaturity: MinMaturity = n % 10 === 4 ? 'supervised' : n % 10 === 7 ? 'autonomous' : 'intern';
  const isUnknown = n % 20 === 3 || (n % 20 === 5 && which === 1);
  const isStanding = n % 20 === 8;
  const isExpired = n % 50 === 9;
  return {
    ecosystem,
    name: nameAt(n),
    version,
    state: isUnknown || isStanding ? 'unknown' : isExpired ? 'expired' : 'approved',
    exact: isUnknown || isStanding ? null : { minMaturity, ends: endOf(n, isExpired) },
    standing: isStanding || n % 20 === 12 ? { minMaturity: 'intern', ends: NOW + 900 * HOUR } : null,
    banned:
      n % 100 === 1 ? 'exact' : n % 100 === 22 && which === 0 ? 'range' : n % 100 === 43 ? 'name' : null,
    severity: n % 25 === 6 ? 'medium' : n % 100 === 31 ? 'critical' : null,
    verdict: n % 50 === 14 ? 'warning' : n % 100 === 45 ? 'suspicious' : 'clean',
    kind,
    buildScripts: n % 50 === 16,
  };
}

function nameAt(n: number): string {
  return n % 20 === 2 ? `@team-${n % 7}/package-${n.toString(36)}` : `some-package-${n.toString(36)}`;
}

function endOf(n: number, isExpired: boolean): number | null {
  if (isExpired) return NOW - HOUR;
  return n % 3 === 0 ? null : NOW + (24 + (n % 2_000)) * HOUR;
}

const digestOf = (index: number): string => `sha256:${index.toString(16).padStart(64, '0')}`;

/** The view that answers: as governance loads it from its store. */
export function viewOfWorld(): RegistryView {
  const view = new RegistryView();
  const records: { kind: RecordKind; key: string; value: unknown }[] = [
    {
      kind: 'policy',
      key: 'current',
      value: {
        text: POLICY_TEXT,
        version: POLICY.version,
        digest: POLICY.digest,
        by: 'person:ada',
        at: at(-1),
      },
    },
    { kind: 'advisory-data', key: 'current', value: ADVISORY_DATA },
  ];
  const entries: { ecosystem: Ecosystem; name: string; version: string; entry: RegistryEntry }[] = [];
  for (const [index, one] of packages.entries()) {
    const { ecosystem, name, version } = packageId(one);
    records.push({ kind: 'facts', key: factsKey({ ecosystem, name, version }), value: factsOf(one, index) });
    if (one.standing !== null && one.version === VERSIONS[0])
      records.push({
        kind: 'approval',
        key: `approval-${index}`,
        value: {
          id: `approval-${index}`,
          selector: { kind: 'all', ecosystem, name },
          minMaturity: one.standing.minMaturity,
          grant: { ...grantUntil(one.standing.ends), digests: null },
          state: 'live',
        },
      });
    if (one.banned === 'range' || (one.banned === 'name' && one.version === VERSIONS[0]))
      records.push({
        kind: 'ban',
        key: `ban-${index}`,
        value: {
          id: `ban-${index}`,
          selector:
            one.banned === 'range'
              ? { kind: 'range', ecosystem, name, range: '<1.1.0' }
              : { kind: 'all', ecosystem, name },
          reason: 'steals keys',
          state: 'live',
          by: 'person:ada',
          at: at(-2),
        },
      });
    if (one.state !== 'unknown' || one.banned === 'exact')
      entries.push({ ecosystem, name, version, entry: entryOf(one, index) });
  }
  view.load({
    revision: 1,
    packages: entries,
    agents: agents.filter(({ registered }) => registered),
    records,
  });
  return view;
}

function entryOf({ exact, banned }: Package, index: number): RegistryEntry {
  const banReason = banned === 'exact' ? 'steals keys' : null;
  if (exact === null) return { approval: 'none', minMaturity: null, banReason };
  const grant = { ...grantUntil(exact.ends), digests: [digestOf(index)] };
  return { approval: 'approved', minMaturity: exact.minMaturity, banReason, grant };
}

function grantUntil(ends: number | null): Grant {
  return {
    grantedAt: at(-48),
    expiresAt: ends === null ? null : new Date(ends).toISOString(),
    by: ['person:ada'],
    digests: null,
    closure: null,
    without: [],
    breakGlass: false,
    inheritedFrom: null,
    reason: null,
  };
}

function factsOf(
  { kind, verdict, severity, buildScripts, name, version }: Package,
  index: number,
): PackageFacts {
  return {
    artifacts: [
      {
        digest: digestOf(index),
        kind,
        filename: `${name.replace('/', '-')}-${version}.tgz`,
        integrity: 'sha512-AAAA',
        url: `https://registry.invalid/${index}.tgz`,
        verdict,
        worst: verdict === 'clean' ? null : 'medium',
        capabilities: [],
        hooks: [],
        runsByItself: [],
        agentConfiguration: false,
        rulesVersion: '1',
        scannedAt: at(-30),
      },
    ],
    release: {
      publishedAt: at(-9_000),
      yanked: false,
      publisher: 'ann',
      licence: 'MIT',
      provenance: null,
      provenanceBefore: null,
      buildScripts,
      weeklyDownloads: 1_000,
    },
    advisories: {
      matches:
        severity === null
          ? []
          : [{ id: `GHSA-${index}`, aliases: [], severity, fixedIn: [], malware: false, summary: 'bad' }],
      data: ADVISORY_DATA,
    },
    scanFailed: null,
  };
}

/**
 * How often a version is asked about. `popular`: the n-th most popular one n times as seldom as the first (Zipf's law),
 * as package registries see it; `even`: all alike, which nobody does and is the hardest on whoever remembers.
 */
export type Popularity = 'popular' | 'even';

/**
 * Questions as callers send them: parsed from JSON, so that no string is one that the registry holds. Any agent,
 * evenly; `seed` draws others.
 */
export function questions(count: number, seed: number, popularity: Popularity): PackageCheck[] {
  const random = mulberry32(seed);
  const asked = Array.from({ length: count }, () => {
    const { ecosystem, name, version } = packages[drawn(random(), popularity)] as Package;
    const { id } = agents[Math.floor(random() * AGENTS)] as Agent;
    return { agentId: id, ecosystem, name, version };
  });
  return JSON.parse(JSON.stringify(asked)) as PackageCheck[];
}

function drawn(random: number, popularity: Popularity): number {
  if (popularity === 'even') return Math.floor(random * packages.length);
  const rank = Math.floor(Math.exp(random * Math.log(packages.length + 1))) - 1;
  // What is popular is of every kind.
  return (rank * 7_919) % packages.length;
}

/** A small generator whose numbers depend on the seed alone. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One more act in the log: a version that is banned from now on, or that is allowed again. */
export function banOne(view: RegistryView, turn: number): void {
  const index = (turn * 7_919) % packages.length;
  const one = packages[index] as Package;
  const isLifted = turn % 2 === 0;
  const entry = entryOf(one, index);
  const change = { actor: { kind: 'person' as const, id: 'ada' }, at: at(0) };
  const applied = view.apply({
    revision: view.revision + 1,
    parts: [
      {
        kind: 'package',
        action: isLifted ? 'unban' : 'ban',
        ...packageId(one),
        entry: isLifted ? entry : { ...entry, banReason: 'steals keys' },
        ...change,
      },
    ],
  });
  if (applied !== 'applied') throw new Error(`The ban was not applied: ${applied}`);
}
