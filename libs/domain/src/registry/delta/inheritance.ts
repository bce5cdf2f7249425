import { isAtLeast, type MinMaturity } from '../../agent/maturity';
import { describePackage, type PackageId } from '../../package/package-id';
import { compareVersions } from '../../package/version';
import type { PackageFacts } from '../../policy/package-facts';
import type { DeltaPolicy } from '../../policy/policy';
import type { PackageChange } from '../change';
import type { Grant } from '../grant';
import { digestsOf, isScanned } from '../review/terms';
import type { RegistryEntry } from '../state';
import { applyTransition, APPROVAL_TRANSITIONS } from '../transitions';
import { gainedCapabilities } from './gained-capabilities';
import { isWithinStep } from './version-step';

/** One version as the registry knows it. */
export interface KnownVersion {
  readonly version: string;
  readonly entry: RegistryEntry | undefined;
  readonly facts: PackageFacts | undefined;
}

export interface InheritanceQuestion {
  readonly id: PackageId;
  readonly entry: RegistryEntry | undefined;
  /** As they will be when the part is written. */
  readonly facts: PackageFacts;
  /** Every other version of the same name that the registry knows, in any order; the version itself is ignored. */
  readonly others: Iterable<KnownVersion>;
  readonly policy: DeltaPolicy;
  /** ISO 8601. */
  readonly at: string;
}

export type Inheritance = { readonly part: PackageChange } | { readonly reasons: readonly string[] };

/** The grant and maturity that a version would inherit. */
export type Inheritable =
  | { readonly from: string; readonly minMaturity: MinMaturity; readonly grant: Grant }
  | { readonly reasons: readonly string[] };

/** The change that approves the version by inheritance, or every reason why it does not inherit. */
export function inheritanceFor(question: InheritanceQuestion): Inheritance {
  const { id, entry, at } = question;
  const inheritable = mayInherit(question);
  if ('reasons' in inheritable) return inheritable;
  const { from, minMaturity, grant } = inheritable;
  const next = applyTransition(id, entry, { action: 'inherit', minMaturity, grant });
  if (next === undefined) return { reasons: ['it is approved already'] };
  const { ecosystem, name, version } = id;
  return {
    part: {
      kind: 'package',
      action: 'inherit',
      ecosystem,
      name,
      version,
      entry: next,
      actor: { kind: 'service', id: 'governance' },
      at,
      note: `Inherits the approval of ${from}: the scan shows nothing new.`,
    },
  };
}

/**
 * A version inherits from the newest approved one before it, and from no other, if policy says so, nobody has decided
 * about it or about a version between the two, and it can do nothing that the approved files could not.
 */
export function mayInherit(question: InheritanceQuestion): Inheritable {
  const { id, policy, at } = question;
  if (!policy.inherit) return { reasons: ['policy lets no version inherit'] };
  const others = [...question.others].filter(({ version }) => version !== id.version);
  const base = newestApprovedBefore(id, others);
  const own = ownReasons(question);
  if (base === undefined)
    return { reasons: [...own, `no earlier version of ${id.ecosystem}:${id.name} is approved`] };
  const reasons = [
    ...own,
    ...baseReasons(base, at),
    ...(isWithinStep(policy.step, id.ecosystem, base.version, id.version)
      ? []
      : [`${base.version} to ${id.version} is further than policy's step "${policy.step}"`]),
    ...between(id, base.version, others).map(
      ({ version, entry }) => `${version}, which lies between, is ${refusalOf(entry)}`,
    ),
    ...gainedSinceApproval(base, question.facts).map((gained) => `new since ${base.version}: ${gained}`),
  ];
  const { minMaturity, grant } = base.entry ?? {};
  if (reasons.length > 0 || !minMaturity || grant === undefined) return { reasons };
  return {
    from: base.version,
    minMaturity: isAtLeast(minMaturity, policy.minMaturity) ? minMaturity : policy.minMaturity,
    grant: {
      ...grant,
      // The end stays, so that a chain of small steps does not outlive the one decision of a person behind it.
      grantedAt: at,
      by: [],
      digests: digestsOf(question.facts),
      closure: null,
      inheritedFrom: base.version,
      reason: null,
    },
  };
}

function newestApprovedBefore(
  { ecosystem, version }: PackageId,
  others: readonly KnownVersion[],
): KnownVersion | undefined {
  return others
    .filter(({ entry }) => entry?.approval === 'approved')
    .filter((other) => compareVersions(ecosystem, other.version, version) < 0)
    .sort((a, b) => compareVersions(ecosystem, b.version, a.version))[0];
}

function ownReasons({ id, entry, facts }: InheritanceQuestion): string[] {
  const what = describePackage(id);
  const state = entry?.approval ?? 'none';
  return [
    ...(APPROVAL_TRANSITIONS[state].inherit === null ? [`${what} is "${state}"`] : []),
    ...(isBanned(entry) ? [`${what} is banned`] : []),
    ...(entry?.firstReview === undefined ? [] : [`${what} waits for its second reviewer`]),
    ...(isScanned(facts) ? [] : [`${what} has no scan that came through`]),
    ...(facts.artifacts.some(({ verdict }) => verdict === 'malicious' || verdict === 'unknown')
      ? [`the scan of ${what} found it malicious or came to no verdict`]
      : []),
    ...(facts.advisories.matches.some(({ malware }) => malware) ? [`${what} is reported as malware`] : []),
    ...(facts.release.yanked === true ? [`${what} was withdrawn by its publisher`] : []),
  ];
}

function baseReasons({ version, entry, facts }: KnownVersion, at: string): string[] {
  const grant = entry?.grant;
  if (grant === undefined) return [`the approval of ${version} does not say what it was given for`];
  return [
    ...(isBanned(entry) ? [`${version} is banned`] : []),
    ...(grant.expiresAt !== null && Date.parse(grant.expiresAt) <= Date.parse(at)
      ? [`the approval of ${version} has expired`]
      : []),
    ...(grant.breakGlass ? [`the approval of ${version} is a break-glass one`] : []),
    ...(grant.digests === null ? [`the approval of ${version} is bound to no files`] : []),
    ...(isScanned(facts) ? [] : [`${version} has no scan that came through`]),
  ];
}

/** Only with the files that were approved: one that was added to the base later must not widen what it passes on. */
function gainedSinceApproval({ entry, facts }: KnownVersion, after: PackageFacts): string[] {
  const digests = entry?.grant?.digests;
  if (facts === undefined || !digests) return [];
  const approved = facts.artifacts.filter(({ digest }) => digests.includes(digest));
  return gainedCapabilities({ ...facts, artifacts: approved }, after);
}

/** What somebody found wrong after the base is wrong here until somebody says otherwise. */
function between(
  { ecosystem, version }: PackageId,
  from: string,
  others: readonly KnownVersion[],
): KnownVersion[] {
  return others.filter(
    (other) =>
      compareVersions(ecosystem, other.version, from) > 0 &&
      compareVersions(ecosystem, other.version, version) < 0 &&
      refusalOf(other.entry) !== null,
  );
}

function refusalOf(entry: RegistryEntry | undefined): 'banned' | 'rejected' | 'revoked' | null {
  if (entry === undefined) return null;
  if (isBanned(entry)) return 'banned';
  return entry.approval === 'rejected' || entry.approval === 'revoked' ? entry.approval : null;
}

function isBanned(entry: RegistryEntry | undefined): boolean {
  return entry !== undefined && entry.banReason !== null;
}
