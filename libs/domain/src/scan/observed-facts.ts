import type { FetchedLock, FetchedPackage } from '../artifact/lock';
import { printable } from '../errors/printable';
import { packageId, type PackageId } from '../package/package-id';
import {
  UNKNOWN_RELEASE,
  type AdvisoryMatch,
  type ArtifactScan,
  type PackageFacts,
  type ReleaseFacts,
} from '../policy/package-facts';
import { mergeRegistryFacts, releaseOf as flatReleaseOf, saidBy } from '../registry-facts/release-of';
import { NOT_DETONATED_RULE } from './detonation/looks';
import {
  SEVERITIES,
  type AdvisoryFacts,
  type ArtifactReport,
  type Finding,
  type ScanReport,
  type Severity,
  type Verdict,
} from './report';

/** Rule of the finding that says that no advisories are loaded; it is about us, not about the package. */
export const NO_ADVISORIES_RULE = 'no-advisories-loaded';

/** Ids and fixed versions of one advisory that are kept; a record may name thousands. */
const MAX_LISTED = 20;
/** Files of one version that are remembered; the newest scans win, and a file that is forgotten is asked for again. */
const MAX_ARTIFACTS = 200;

/** What one scan tells of one package version. */
export interface ObservedPackage {
  readonly id: PackageId;
  readonly artifacts: readonly ArtifactScan[];
  /** Fields that this scan says nothing about are absent. */
  readonly release: Partial<ReleaseFacts>;
  readonly matches: readonly AdvisoryMatch[];
  readonly data: AdvisoryFacts;
  readonly scanFailed: PackageFacts['scanFailed'];
}

/**
 * A lock and the report of its scan, taken apart by package version, in the order of the lock. An artifact of the lock
 * that the report does not speak of was not judged, which is a failed scan; one that only the report has is ignored.
 * @throws DomainError `invalid-name`, `invalid-version`
 */
export function observedPackages(lock: FetchedLock, report: ScanReport): ObservedPackage[] {
  const reports = new Map<string, ArtifactReport>();
  for (const artifact of report.artifacts) {
    const { name, version } = packageId({ ...artifact, ecosystem: lock.ecosystem });
    reports.set(JSON.stringify([name, version, artifact.digest]), artifact);
  }
  const places = new Map<string, { id: PackageId; locked: FetchedPackage[] }>();
  for (const locked of lock.packages) {
    const id = packageId({ ecosystem: lock.ecosystem, name: locked.name, version: locked.version });
    const key = JSON.stringify([id.name, id.version]);
    const place = places.get(key);
    if (place === undefined) places.set(key, { id, locked: [locked] });
    else place.locked.push(locked);
  }
  return [...places.values()].map(({ id, locked }) =>
    observedPackage(
      id,
      locked.map(
        (entry) => [entry, reports.get(JSON.stringify([id.name, id.version, entry.digest]))] as const,
      ),
      report,
    ),
  );
}

function observedPackage(
  id: PackageId,
  seen: readonly (readonly [FetchedPackage, ArtifactReport | undefined])[],
  report: ScanReport,
): ObservedPackage {
  const artifacts = new Map<string, ArtifactScan>();
  const failures: string[] = [];
  const matches = new Map<string, AdvisoryMatch>();
  for (const [locked, artifact] of seen) {
    if (artifact === undefined) {
      failures.push(`${locked.artifact.filename} was not looked at`);
      continue;
    }
    if (artifact.verdict === 'unknown') failures.push(whyUnknown(artifact));
    else artifacts.set(artifact.digest, artifactScan(locked, artifact, report.scannedAt));
    for (const match of advisoryMatches(artifact.findings)) matches.set(match.id, match);
  }
  return {
    id,
    artifacts: [...artifacts.values()],
    release: releaseOf(seen.map(([locked]) => locked)),
    matches: [...matches.values()],
    data: report.advisories,
    scanFailed:
      failures.length === 0
        ? null
        : { at: report.scannedAt, message: printable(failures.slice(0, 3).join('; '), 500) },
  };
}

function whyUnknown({ findings }: ArtifactReport): string {
  const why = WHY_UNKNOWN.map((code) => findings.find(({ rule }) => rule === code)).find(
    (found) => found !== undefined,
  );
  return why?.message ?? 'The scan came to no verdict.';
}

/** Rules whose finding says why there is no verdict; the first that is there. */
const WHY_UNKNOWN = ['scan-failed', NOT_DETONATED_RULE, 'detonation-incomplete'];

function artifactScan(locked: FetchedPackage, artifact: ArtifactReport, scannedAt: string): ArtifactScan {
  const own = artifact.findings.filter((finding) => !isAdvisory(finding));
  const { kind, filename, integrity, url } = locked.artifact;
  return {
    digest: artifact.digest,
    kind,
    // A mirror's address may hold credentials.
    filename: printable(filename, 512),
    integrity,
    url: printable(url, 2_048),
    verdict: artifact.ownVerdict ?? withoutAdvisories(artifact, own),
    worst: worstSeverity(own),
    capabilities: [...artifact.capabilities],
    runsByItself: [
      ...new Set(own.filter((finding) => BY_ITSELF.includes(finding.kind)).map(({ kind: what }) => what)),
    ].sort(),
    ...(artifact.hooks === undefined ? {} : { hooks: artifact.hooks }),
    agentConfiguration: artifact.agentConfiguration ?? false,
    ...(artifact.highRisk === undefined ? {} : { highRisk: artifact.highRisk }),
    ...(artifact.detonation === undefined ? {} : { detonated: artifact.detonation.verdict }),
    rulesVersion: artifact.rulesVersion,
    scannedAt,
  };
}

const BY_ITSELF: readonly Finding['kind'][] = ['install-hook', 'autoload'];

/**
 * For reports that do not say what the bytes alone were judged to be. Any finding of the bytes may be behind the
 * verdict, so it stays wherever there is one.
 */
function withoutAdvisories({ verdict, findings }: ArtifactReport, own: readonly Finding[]): Verdict {
  return own.length === 0 && findings.some(isAdvisory) ? 'clean' : verdict;
}

function isAdvisory({ kind }: Finding): boolean {
  return kind === 'advisory' || kind === 'malware-report';
}

function worstSeverity(findings: readonly Finding[]): Severity | null {
  return findings.reduce<Severity | null>(
    (worst, { severity }) =>
      worst === null || SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(worst) ? severity : worst,
    null,
  );
}

/** Findings that stand for advisories, as facts of the version. */
export function advisoryMatches(findings: readonly Finding[]): AdvisoryMatch[] {
  return findings
    .filter((finding) => isAdvisory(finding) && finding.rule !== NO_ADVISORIES_RULE)
    .map(({ rule, kind, severity, message, vectors, aliases = [], fixedIn = [] }) => ({
      id: rule,
      aliases: aliases.slice(0, MAX_LISTED),
      severity,
      ...(vectors && { vectors: vectors.slice(0, MAX_LISTED) }),
      fixedIn: fixedIn.slice(0, MAX_LISTED),
      malware: kind === 'malware-report',
      summary: message,
    }));
}

/** A version is as new as its newest file: one that is added to an old release has been looked at by nobody yet. */
function releaseOf(locked: readonly FetchedPackage[]): Partial<ReleaseFacts> {
  const dates = locked.flatMap(({ publishedAt }) => isoTime(publishedAt) ?? []).sort();
  return {
    ...(dates.length === 0 ? {} : { publishedAt: dates.at(-1) as string }),
    buildScripts: locked.some(
      ({ artifact, hasInstallScript }) => artifact.kind === 'sdist' || hasInstallScript === true,
    ),
  };
}

function isoTime(text: string | undefined): string | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** What is known after a scan. Older reports of the same file, and of older advisories, change nothing. */
export function mergeObserved(known: PackageFacts | undefined, seen: ObservedPackage): PackageFacts {
  return {
    artifacts: mergeArtifacts(known?.artifacts ?? [], seen.artifacts),
    release: mergeRelease(known?.release ?? UNKNOWN_RELEASE, seen.release),
    advisories:
      known !== undefined && isOlder(seen.data, known.advisories.data)
        ? known.advisories
        : { matches: sorted(seen.matches), data: seen.data },
    scanFailed: seen.scanFailed,
    ...(known?.attested !== undefined && { attested: known.attested }),
  };
}

/**
 * Fields that are absent stay. What speaks against the release wins: the later date, and that code of it runs. What a
 * registry says fact by fact also stands in the fields of old; a field that is told by name beats it.
 */
export function mergeRelease(known: ReleaseFacts, told: Partial<ReleaseFacts>): ReleaseFacts {
  const registry = told.registry && mergeRegistryFacts(known.registry, told.registry);
  const flat = told.registry === undefined ? told : { ...flatReleaseOf(told.registry), ...told, registry };
  const dates = [known.publishedAt, flat.publishedAt ?? null].filter((date) => date !== null).sort();
  const buildScripts =
    flat.buildScripts === undefined || (known.buildScripts === true && flat.buildScripts === false)
      ? known.buildScripts
      : flat.buildScripts;
  return { ...known, ...flat, publishedAt: dates.at(-1) ?? null, buildScripts };
}

/** The same facts with other advisories. */
export function withAdvisories(
  known: PackageFacts,
  matches: readonly AdvisoryMatch[],
  data: AdvisoryFacts,
): PackageFacts {
  return { ...known, advisories: { matches: sorted(matches), data } };
}

function mergeArtifacts(known: readonly ArtifactScan[], seen: readonly ArtifactScan[]): ArtifactScan[] {
  const byDigest = new Map(known.map((artifact) => [artifact.digest, artifact]));
  for (const artifact of seen) {
    const before = byDigest.get(artifact.digest);
    if (before === undefined || before.scannedAt <= artifact.scannedAt)
      byDigest.set(artifact.digest, artifact);
  }
  return [...byDigest.values()]
    .sort((a, b) => compare(b.scannedAt, a.scannedAt))
    .slice(0, MAX_ARTIFACTS)
    .sort((a, b) => compare(a.digest, b.digest));
}

function isOlder(data: AdvisoryFacts, than: AdvisoryFacts): boolean {
  return (data.importedAt ?? '') < (than.importedAt ?? '');
}

function sorted(matches: readonly AdvisoryMatch[]): AdvisoryMatch[] {
  return [...matches].sort((a, b) => compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Whether a decision would see no difference: when something was looked at again, and that advisories were imported
 * since which say nothing new of this version, is no fact of the version.
 */
export function areSameFacts(a: PackageFacts | undefined, b: PackageFacts): boolean {
  return a !== undefined && JSON.stringify(decisive(a)) === JSON.stringify(decisive(b));
}

function decisive(facts: PackageFacts): unknown {
  return [
    facts.artifacts.map(({ digest, kind, verdict, worst, capabilities, runsByItself, ...artifact }) => [
      [digest, kind, verdict, worst, [...capabilities].sort(), [...runsByItself].sort()],
      [artifact.agentConfiguration, artifact.rulesVersion, artifact.hooks ?? null],
      [artifact.highRisk ?? null, artifact.detonated ?? null],
      [artifact.filename, artifact.integrity, artifact.url],
    ]),
    Object.entries({ ...facts.release, registry: saidBy(facts.release.registry) }).sort(([a], [b]) =>
      compare(a, b),
    ),
    facts.advisories.data.loaded,
    facts.advisories.matches.map(({ id, aliases, severity, fixedIn, malware, summary }) => [
      [id, aliases, severity, fixedIn, malware, summary],
    ]),
    facts.scanFailed?.message ?? null,
    facts.attested ?? [],
  ];
}

/** Malware reports that were not there before. */
export function newMalware(before: PackageFacts | undefined, after: PackageFacts): AdvisoryMatch[] {
  const known = new Set(before?.advisories.matches.filter(({ malware }) => malware).map(({ id }) => id));
  return after.advisories.matches.filter(({ malware, id }) => malware && !known.has(id));
}
