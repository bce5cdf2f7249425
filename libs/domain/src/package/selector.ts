import { satisfies as pepSatisfies } from '@renovatebot/pep440';
import { satisfies as semverSatisfies } from 'semver';
import { z } from 'zod';
import { Digest } from '../artifact/digest';
import { Ecosystem } from './ecosystem';
import { padRelease } from './selector-range';
import { fitsPattern, literalLength } from './selector-pattern';
import { foldPublisher } from './selector-publisher';
import type { PackageId } from './package-id';

/**
 * How an approval, a ban or an exception names packages. Every part is normalised (`parseSelector`).
 * `range`: PEP 440 specifiers or an npm range. `all`: every version of one name. `pattern`: a name with `*` in it, such
 * as `@acme/*` for a scope or `acme-*`. `publisher`: whoever the registry says has published the release.
 */
export const Selector = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exact'), ecosystem: Ecosystem, name: z.string(), version: z.string() }),
  z.strictObject({ kind: z.literal('range'), ecosystem: Ecosystem, name: z.string(), range: z.string() }),
  z.strictObject({ kind: z.literal('all'), ecosystem: Ecosystem, name: z.string() }),
  z.strictObject({ kind: z.literal('pattern'), ecosystem: Ecosystem, pattern: z.string() }),
  z.strictObject({ kind: z.literal('digest'), digest: Digest }),
  z.strictObject({ kind: z.literal('publisher'), ecosystem: Ecosystem, publisher: z.string() }),
]);
export type Selector = z.infer<typeof Selector>;
export type SelectorKind = Selector['kind'];

/** As a caller spells it on the wire; `parseSelector` says what is wrong with it. */
export const SelectorInput = z.record(z.string().max(64), z.string().max(512));
export type SelectorInput = z.infer<typeof SelectorInput>;

/** What a selector is held against: one version, the files of it that are meant, and who published it (null: not known). */
export interface SelectorSubject {
  readonly id: PackageId;
  readonly digests: readonly string[];
  readonly publisher: string | null;
}

/**
 * Whether a normalised selector names this version.
 * `prereleases`: whether a range takes pre-releases that lie in it. Bans have to (a ban of `<2` must not be escaped by
 * `1.9.0-rc.1`), so it is the default; for approvals and exceptions give false, and a range takes pre-releases only
 * where it names one, as npm and PEP 440 do.
 */
export function selectorMatches(
  selector: Selector,
  subject: SelectorSubject,
  { prereleases = true }: { prereleases?: boolean } = {},
): boolean {
  if (selector.kind === 'digest') return subject.digests.includes(selector.digest);
  const { ecosystem, name, version } = subject.id;
  if (selector.ecosystem !== ecosystem) return false;
  switch (selector.kind) {
    case 'exact':
      return selector.name === name && selector.version === version;
    case 'range':
      return selector.name === name && isInRange(ecosystem, selector.range, version, prereleases);
    case 'all':
      return selector.name === name;
    case 'pattern':
      return fitsPattern(selector.pattern, name);
    case 'publisher':
      return subject.publisher !== null && foldPublisher(subject.publisher) === selector.publisher;
  }
}

function isInRange(ecosystem: Ecosystem, range: string, version: string, prereleases: boolean): boolean {
  if (ecosystem === 'npm') return semverSatisfies(version, range, { includePrerelease: prereleases });
  return pepSatisfies(padRelease(version, range), range, prereleases ? { prereleases: true } : {});
}

/** For people, not a key: `npm:lodash@4.17.21`, `pypi:requests (>=2,<3)`, `npm:lodash (all versions)`, … */
export function describeSelector(selector: Selector): string {
  switch (selector.kind) {
    case 'exact':
      return `${selector.ecosystem}:${selector.name}@${selector.version}`;
    case 'range':
      return `${selector.ecosystem}:${selector.name} (${selector.range})`;
    case 'all':
      return `${selector.ecosystem}:${selector.name} (all versions)`;
    case 'pattern':
      return `${selector.ecosystem}:${selector.pattern}`;
    case 'digest':
      return selector.digest;
    case 'publisher':
      return `everything that ${selector.publisher} publishes on ${selector.ecosystem}`;
  }
}

/** What names less comes first. A publisher, which names the most, can only be banned. */
const RANK: Readonly<Record<SelectorKind, number>> = {
  digest: 0,
  exact: 1,
  range: 2,
  all: 3,
  pattern: 4,
  publisher: 5,
};

/** Negative where `a` is the more specific one, as sort functions expect; zero where neither is. */
export function compareSpecificity(a: Selector, b: Selector): number {
  if (a.kind === 'pattern' && b.kind === 'pattern')
    return literalLength(b.pattern) - literalLength(a.pattern);
  return RANK[a.kind] - RANK[b.kind];
}
