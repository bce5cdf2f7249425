import { printable } from '@sallyport/domain';
import type { Sighting } from '../rule';
import { bearerKey, isSamePackage, type Bearer } from './bearer';
import { isEstablished, isVendored } from './known-library';
import { unrelated } from './relation';
import type { ClusterRule } from './rules';

const HOUR = 60 * 60 * 1_000;
/** Names put up by one hand appear within minutes to days; honest packages that share a file do so over years. */
export const CLUSTER_WINDOW_MS = 72 * HOUR;
/** Packages that have nothing to do with each other; two may come by the same file in ways nobody foresaw. */
export const MIN_UNRELATED = 3;
const MAX_NAMED = 5;

/** One artifact that one file speaks against. */
export interface ClusterSighting {
  readonly bearer: Bearer;
  readonly rule: ClusterRule['code'];
  readonly sighting: Sighting;
}

/**
 * What one file speaks against, of everything that was ever scanned and holds it: by its bytes, or by the shape of its
 * syntax tree. Each bearer once.
 */
export function judgeCluster(bearers: readonly Bearer[]): ClusterSighting[] {
  const found = new Map<string, ClusterSighting>();
  for (const seen of [...fileOfMalware(bearers), ...fileInUnrelatedPackages(bearers)]) {
    const key = bearerKey(seen.bearer);
    if (!found.has(key)) found.set(key, seen);
  }
  return [...found.values()];
}

/**
 * Only files that the malice is in: what else malware holds is mostly a copy of an honest package. And no file that was
 * somewhere else long before: malware may hold a copy of that too.
 */
function fileOfMalware(bearers: readonly Bearer[]): ClusterSighting[] {
  const guilty = bearers.filter(
    ({ isMalicious, marks }) => isMalicious && (marks.includes('cited') || marks.includes('acts')),
  );
  if (guilty.length === 0) return [];
  const since = Math.min(...guilty.map(appeared));
  if (isEstablished(bearers, since)) return [];
  return bearers
    .filter(({ isMalicious }) => !isMalicious)
    .map((bearer) => ({
      bearer,
      rule: 'file-of-malware',
      sighting: sightingOf(bearer, `is the same file as one of ${named(guilty)}, which is malicious`, since),
    }));
}

function fileInUnrelatedPackages(bearers: readonly Bearer[]): ClusterSighting[] {
  const members = bearers
    .filter((bearer) => isSuspect(bearer) && !isVendored(bearer, bearers))
    .sort((a, b) => appeared(a) - appeared(b));
  const held = new Map<string, ClusterSighting>();
  for (const [index, first] of members.entries()) {
    const since = appeared(first);
    const window = members.slice(index).filter((each) => appeared(each) <= since + CLUSTER_WINDOW_MS);
    if (window.length < MIN_UNRELATED || isEstablished(bearers, since)) continue;
    for (const bearer of window) {
      const others = unrelated(onePerPackage(window), [bearer]);
      if (others.length + 1 < MIN_UNRELATED) continue;
      held.set(bearerKey(bearer), {
        bearer,
        rule: 'file-in-unrelated-packages',
        sighting: sightingOf(
          bearer,
          `${bearer.marks.includes('runs') ? 'runs by itself' : 'acts as attacks do'} and is also in ${named(others)}, which appeared within ${CLUSTER_WINDOW_MS / HOUR} hours`,
          since,
        ),
      });
    }
  }
  return [...held.values()];
}

/**
 * A time that is not known cannot speak against a file that only runs: every package looks new to a scanner that is.
 * Against one that also acts it does, by when it was first seen.
 */
function isSuspect({ publishedAt, marks, isMalicious }: Bearer): boolean {
  if (marks.includes('acts')) return true;
  return !isMalicious && marks.includes('runs') && publishedAt !== null;
}

function appeared({ publishedAt, firstSeen }: Bearer): number {
  return publishedAt ?? firstSeen;
}

function onePerPackage(bearers: readonly Bearer[]): Bearer[] {
  const chosen: Bearer[] = [];
  for (const bearer of bearers) if (!chosen.some((each) => isSamePackage(each, bearer))) chosen.push(bearer);
  return chosen;
}

function named(bearers: readonly Bearer[]): string {
  const names = bearers
    .slice(0, MAX_NAMED)
    .map(({ ecosystem, name, version }) => `${ecosystem} ${printable(name, 60)} ${printable(version, 30)}`);
  const more = bearers.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function sightingOf({ path }: Bearer, what: string, since: number): Sighting {
  return {
    message: `${path ?? 'A file'} ${what}.`,
    ...(path === null ? {} : { file: path }),
    evidence: `since ${new Date(since).toISOString()}`,
  };
}
