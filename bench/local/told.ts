import { MATURITIES, SEVERITIES, type ReasonCode } from '@sallyport/domain';
import type { PackageCheck } from '@sallyport/registry-view';
import { agents, NOW, packages, POLICY, type Agent, type Package } from './world';

/** An engine that was told the same registry and the same policy. */
export interface Engine {
  /** The code of the rule that answers; `allowed` and `refused` where the engine tells no more. */
  answer(check: PackageCheck): ReasonCode | 'allowed' | 'refused';
}

/** What of the agent the rules read, with the settings of the policy for its maturity. */
export interface ToldAgent {
  /** 0 student or not registered, to 3 autonomous. */
  readonly rank: number;
  readonly suspended: boolean;
}

/**
 * What of a version the rules read. Selectors are resolved beforehand: which ban and which approval speaks of which
 * version our engine finds out by itself, and the others are spared it.
 */
export interface ToldPackage {
  readonly banned: boolean;
  readonly unknown: boolean;
  /** Rank from which the approval of this version serves; 9: there is none, and `exactUntil` is 0. */
  readonly exactMin: number;
  /** Milliseconds since 1970. */
  readonly exactUntil: number;
  /** As above, of the approval of all versions. */
  readonly standingMin: number;
  readonly standingUntil: number;
  /** Place in SEVERITIES; -1: no advisory. */
  readonly severity: number;
  readonly verdict: number;
  readonly buildScripts: boolean;
  readonly kind: string;
  readonly scanned: boolean;
}

const NO_MATURITY = 9;
const NEVER = 9_000_000_000_000;
const DEGREES = ['clean', 'warning', 'suspicious', 'malicious'];

/** In our order: of several rules that speak, the first in this list is the answer. */
export const REFUSALS = [
  'banned',
  'agent-suspended',
  'student-blocked',
  'approval-expired',
  'maturity-too-low',
  'exact-approval-required',
  'advisory-severity',
  'suspicious',
  'build-scripts',
  'source-kind',
  'unknown-package',
  'not-scanned',
  'advisories-stale',
] as const satisfies readonly ReasonCode[];

const rankOf = (maturity: (typeof MATURITIES)[number]): number => MATURITIES.indexOf(maturity);

export const STRANGER: ToldAgent = { rank: 0, suspended: false };

export function toldAgent({ maturity, suspended }: Agent): ToldAgent {
  return { rank: rankOf(maturity), suspended };
}

export function toldPackage(one: Package): ToldPackage {
  const { exact, standing, severity, verdict, buildScripts, kind } = one;
  return {
    banned: one.banned !== null,
    unknown: one.state === 'unknown',
    exactMin: exact === null ? NO_MATURITY : rankOf(exact.minMaturity),
    exactUntil: exact === null ? 0 : (exact.ends ?? NEVER),
    standingMin: standing === null ? NO_MATURITY : rankOf(standing.minMaturity),
    standingUntil: standing === null ? 0 : (standing.ends ?? NEVER),
    severity: severity === null ? -1 : SEVERITIES.indexOf(severity),
    verdict: DEGREES.indexOf(verdict),
    buildScripts,
    kind,
    scanned: true,
  };
}

/** Settings of the policy by rank; a student has those of an intern. */
export function toldPolicy() {
  const { rules } = POLICY.policy;
  const byRank = <T>(of: (maturity: 'intern' | 'supervised' | 'autonomous') => T): T[] =>
    (['intern', 'intern', 'supervised', 'autonomous'] as const).map(of);
  return {
    severity: byRank((maturity) => SEVERITIES.indexOf(rules['advisory-severity'].refuseFrom[maturity])),
    verdict: byRank((maturity) => DEGREES.indexOf(rules.suspicious.refuseFrom[maturity])),
    buildScripts: byRank((maturity) => rules['build-scripts'].allow[maturity]),
    kinds: byRank((maturity) =>
      Object.fromEntries(rules['source-kind'].allow[maturity].map((kind) => [kind, true])),
    ),
    staleAfter: byRank((maturity) => rules['advisories-stale'].maxAgeHours[maturity] * 3_600_000),
    importedAt: NOW - 6 * 3_600_000,
  };
}

/** By id; who is not registered is in none. */
export const registered: readonly Agent[] = agents.filter((agent) => agent.registered);

/** By ecosystem, name and version as the questions spell them: no engine but ours is asked to normalise. */
export function byCoordinates<Value>(
  make: (one: Package) => Value,
): (check: PackageCheck) => Value | undefined {
  const found = new Map<string, Map<string, Map<string, Value>>>();
  for (const one of packages) {
    const names = found.get(one.ecosystem) ?? new Map<string, Map<string, Value>>();
    const versions = names.get(one.name) ?? new Map<string, Value>();
    found.set(one.ecosystem, names.set(one.name, versions.set(one.version, make(one))));
  }
  return ({ ecosystem, name, version }) => found.get(ecosystem)?.get(name)?.get(version);
}
