import type { PackageId } from '../../package/package-id';
import { compareVersions } from '../../package/version';
import type { ArtifactScan, PackageFacts } from '../../policy/package-facts';
import type { HookChange } from '../../scan/delta/artifact-delta';
import { hooksBetween, notableHooks } from '../../scan/delta/hook-changes';
import { likeArtifact } from '../../scan/delta/like-artifact';
import type { Hook } from '../../scan/hook';
import type { Capability } from '../../scan/report';
import type { RegistryEntry } from '../state';

/** A version of the same name. */
export interface OtherVersion {
  readonly version: string;
  readonly entry: RegistryEntry | undefined;
  readonly facts: PackageFacts | undefined;
}

/** The version that another is compared with. */
export interface DeltaBase {
  readonly version: string;
  /** `approved`: a person said yes to this very version. `scanned`: nobody did, and it is the last that gained nothing. */
  readonly how: 'approved' | 'scanned';
  /** Of an approved one those that were approved. */
  readonly artifacts: readonly ArtifactScan[];
}

export interface HookNews {
  readonly added: readonly Hook[];
  readonly changed: readonly HookChange[];
}

/** What a version has or does that the one before it, which somebody approved, did not. */
export type VersionDelta =
  /** No version below it is in use or was looked at: there is nothing to compare with, and nothing is missing. */
  | { readonly kind: 'first'; readonly why?: undefined }
  | { readonly kind: 'unknown'; readonly from: string; readonly why: string }
  | {
      readonly kind: 'compared';
      readonly why?: undefined;
      readonly from: string;
      readonly how: DeltaBase['how'];
      readonly capabilities: readonly Capability[];
      /** As `notableHooks` reads them. */
      readonly hooks: HookNews;
      /** The same, and hooks whose command is the same and runs files with other content. */
      readonly hooksAndCode: HookNews;
    };

export const FIRST_VERSION: VersionDelta = { kind: 'first' };

/** Versions below that are looked at, the nearest ones: comparing costs some microseconds each. */
const MAX_BELOW = 200;

/**
 * `facts`: of the files that are meant. Compared with the highest approved version below; where none is approved by
 * itself, with the highest scanned one that gained nothing over its own predecessor, so that what one version gained
 * unseen is no measure for the next.
 */
export function versionDelta(
  id: PackageId,
  facts: PackageFacts | undefined,
  others: Iterable<OtherVersion>,
): VersionDelta {
  const known = [...others];
  const base = deltaBase(id, known);
  if (base !== undefined) return compared(base, facts?.artifacts ?? []);
  const unseen = below(id, known).find(isUnseen);
  return unseen === undefined ? FIRST_VERSION : withoutScan(unseen.version);
}

/** undefined: there is none below it that it can be compared with. */
export function deltaBase(id: PackageId, others: Iterable<OtherVersion>): DeltaBase | undefined {
  const lower = below(id, others);
  const approved = lower.find(isApprovedBySomebody);
  if (approved !== undefined)
    return { version: approved.version, how: 'approved', artifacts: approvedFiles(approved) };
  const scanned = lower.filter(mayBeMeasure).slice(0, MAX_BELOW).reverse();
  let base: DeltaBase | undefined;
  for (const { version: candidate, facts } of scanned) {
    const artifacts = facts?.artifacts ?? [];
    if (base === undefined || gainsNothing(compared(base, artifacts)))
      base = { version: candidate, how: 'scanned', artifacts };
  }
  return base;
}

/** Highest first. */
function below({ ecosystem, version }: PackageId, others: Iterable<OtherVersion>): OtherVersion[] {
  return [...others]
    .filter((other) => compareVersions(ecosystem, other.version, version) < 0)
    .sort((a, b) => compareVersions(ecosystem, b.version, a.version));
}

/** An approval in an emergency was given without the look that a review is. */
function isApprovedBySomebody({ entry }: OtherVersion): boolean {
  return entry?.approval === 'approved' && entry.banReason === null && entry.grant?.breakGlass !== true;
}

function approvedFiles({ entry, facts }: OtherVersion): readonly ArtifactScan[] {
  const artifacts = facts?.artifacts ?? [];
  const digests = entry?.grant?.digests ?? null;
  return digests === null ? artifacts : artifacts.filter(({ digest }) => digests.includes(digest));
}

/** What people or the scan spoke against is no measure for what comes after it. */
function mayBeMeasure({ entry, facts }: OtherVersion): boolean {
  if (entry !== undefined && (entry.banReason !== null || REFUSED.includes(entry.approval))) return false;
  if (facts === undefined || facts.artifacts.length === 0) return false;
  if (facts.advisories.matches.some(({ malware }) => malware)) return false;
  return facts.artifacts.every(({ verdict }) => verdict === 'clean' || verdict === 'warning');
}

const REFUSED: readonly RegistryEntry['approval'][] = ['rejected', 'revoked'];

/**
 * In use or asked to be scanned, not refused, and no scan came to a verdict: what it has is not known, which is not the
 * same as that there is no such version. One that is known by what registries and advisories say alone is none of ours.
 */
function isUnseen({ entry, facts }: OtherVersion): boolean {
  if (entry !== undefined && (entry.banReason !== null || REFUSED.includes(entry.approval))) return false;
  const artifacts = facts?.artifacts ?? [];
  const isJudged = artifacts.length > 0 && artifacts.every(({ verdict }) => verdict !== 'unknown');
  const isOurs =
    entry?.approval === 'approved' || artifacts.length > 0 || (facts?.scanFailed ?? null) !== null;
  return isOurs && !isJudged;
}

function compared(base: DeltaBase, artifacts: readonly ArtifactScan[]): VersionDelta {
  const { version: from, how } = base;
  const unknown = (why: string): VersionDelta => ({ kind: 'unknown', from, why });
  if (base.artifacts.length === 0) return withoutScan(from);
  if (artifacts.length === 0) return unknown('no scan of this version is known');
  const known: ArtifactNews[] = [];
  for (const artifact of artifacts) {
    const news = newsOf(artifact, base.artifacts);
    if (news === undefined)
      return unknown('a file of it or of the other was scanned before hooks were compared');
    known.push(news);
  }
  return {
    kind: 'compared',
    from,
    how,
    capabilities: [...new Set(known.flatMap(({ capabilities }) => capabilities))].sort(),
    hooks: joined(known.map(({ hooks }) => hooks)),
    hooksAndCode: joined(known.map(({ hooksAndCode }) => hooksAndCode)),
  };
}

function withoutScan(from: string): VersionDelta {
  return { kind: 'unknown', from, why: `no scan of ${from} is known` };
}

function gainsNothing(delta: VersionDelta): boolean {
  if (delta.kind !== 'compared') return false;
  const { capabilities, hooks } = delta;
  return capabilities.length === 0 && hooks.added.length === 0 && hooks.changed.length === 0;
}

interface ArtifactNews {
  capabilities: readonly Capability[];
  hooks: HookNews;
  hooksAndCode: HookNews;
}

/** Against the file that is like it, or, where none is, against all of the other version. undefined: not known. */
function newsOf(artifact: ArtifactScan, others: readonly ArtifactScan[]): ArtifactNews | undefined {
  const like = likeArtifact(artifact, others);
  const former = like === undefined ? others : [like];
  const had = new Set(former.flatMap(({ capabilities }) => capabilities));
  const hooks = artifact.hooks;
  // Where nothing starts by itself now, it does not matter what did before.
  if (hooks === undefined || (hooks.length > 0 && former.some((one) => one.hooks === undefined)))
    return undefined;
  const between = hooksBetween(
    former.flatMap((one) => one.hooks ?? []),
    hooks,
  );
  return {
    capabilities: artifact.capabilities.filter((capability) => !had.has(capability)),
    hooks: notableHooks(between),
    hooksAndCode: notableHooks(between, true),
  };
}

/** One file for each platform has the same hooks; each is told once. */
function joined(news: readonly HookNews[]): HookNews {
  return {
    added: distinct(news.flatMap(({ added }) => added)),
    changed: distinct(news.flatMap(({ changed }) => changed)),
  };
}

function distinct<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
