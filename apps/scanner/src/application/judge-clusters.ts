import {
  bearerKey,
  CLUSTER_RULES,
  judgeCluster,
  type ArtifactAnalysis,
  type ClusterSighting,
} from '@sallyport/analysis';
import { packageId, printable, type FetchedPackage, type Finding } from '@sallyport/domain';
import { advisoryVerdict } from '../advisory/advisory-findings';
import type { AdvisoryKnowledge } from './advisory-knowledge';
import type { Clock } from './ports/clock';
import type {
  ArtifactKey,
  FileHash,
  FileMemory,
  RememberedBearer,
  RememberedFile,
  ScannedArtifact,
} from './ports/file-memory';

/** Files that are named of one artifact; its verdict needs one. */
const MAX_FINDINGS = 5;

export interface ClusterJudgement {
  /** Of every artifact, by `bearerKey`, that a file speaks against: of those asked about, and of earlier ones. */
  findings: ReadonlyMap<string, Finding[]>;
  /** Earlier ones that are held now and were not, or were held and no file speaks against them any more. */
  changed: ArtifactKey[];
}

export interface JudgeClustersPorts {
  memory: FileMemory;
  advisories: AdvisoryKnowledge;
  clock: Clock;
}

/** Compares the files of what was scanned with those of everything that ever was. */
export class JudgeClusters {
  constructor(private readonly ports: JudgeClustersPorts) {}

  /**
   * Remembered first, judged then: of scans at the same time, the one that remembers last sees all others.
   * @throws DomainError `store-unavailable`
   */
  async judge(scanned: readonly ScannedArtifact[]): Promise<ClusterJudgement> {
    const { memory, clock } = this.ports;
    await memory.remember(scanned, clock.now());
    const asked = new Set(scanned.map(keyOf));
    const hashes = scanned.flatMap(({ files }) => files.map(({ hash }) => hash));
    const groups = await this.groups(hashes);
    const findings = findingsOf(groups);
    const others = new Map<string, RememberedBearer>();
    for (const bearer of groups.flat())
      if (!asked.has(bearerKey(bearer))) others.set(bearerKey(bearer), bearer);
    const news = [...others].filter(([key, { isHeld }]) => !isHeld && findings.has(key));
    const doubtful = [...others].filter(([key, { isHeld }]) => isHeld && !findings.has(key));
    const cleared = await this.cleared(doubtful.map(([, bearer]) => bearer));
    return { findings, changed: [...news.map(([, bearer]) => bearer), ...cleared].map(toKey) };
  }

  /** Those that no file at all speaks against: the groups at hand are not all that they are in. */
  private async cleared(bearers: readonly RememberedBearer[]): Promise<RememberedBearer[]> {
    if (bearers.length === 0) return [];
    const hashes = await this.ports.memory.hashesOf(bearers.map(toKey));
    const findings = findingsOf(await this.groups([...hashes.values()].flat()));
    return bearers.filter((bearer) => !findings.has(bearerKey(bearer)));
  }

  /** Bearers of each hash that more than one package holds, with what is known of malware now. */
  private async groups(hashes: readonly FileHash[]): Promise<RememberedBearer[][]> {
    const groups = [...(await this.ports.memory.bearers(hashes)).values()].filter(
      ([first, ...rest]) => first !== undefined && rest.length > 0,
    );
    const all = new Map(groups.flat().map((bearer) => [bearerKey(bearer), bearer]));
    const known = await this.ports.advisories.about([...all.values()].map((bearer) => toKey(bearer).id));
    const reported = new Set(
      [...all.keys()].filter((_, index) => advisoryVerdict(known.findings[index] ?? []) === 'malicious'),
    );
    return groups.map((group) =>
      group.map((bearer) => (reported.has(bearerKey(bearer)) ? { ...bearer, isMalicious: true } : bearer)),
    );
  }
}

/** What is remembered of an artifact; nothing where looking at it did not end. */
export function toScanned(
  locked: FetchedPackage,
  { ecosystem, rulesVersion }: { ecosystem: string; rulesVersion: string },
  { fingerprints, kinship, verdict }: ArtifactAnalysis,
): ScannedArtifact | undefined {
  if (fingerprints === undefined) return undefined;
  const files = new Map<FileHash, RememberedFile>();
  for (const { path, file, tree, marks } of fingerprints) {
    const hashes: FileHash[] = [`file:${file}`, ...(tree === undefined ? [] : [`tree:${tree}` as const])];
    // The same file at two paths: what either is marked for counts.
    for (const hash of hashes) {
      const before = files.get(hash);
      if (before === undefined || before.marks.length < marks.length) files.set(hash, { hash, path, marks });
    }
  }
  return {
    id: packageId({ ecosystem, name: locked.name, version: locked.version }),
    digest: locked.digest,
    locked: { ...locked, dependencies: [] },
    rulesVersion,
    isMalicious: verdict === 'malicious',
    repository: kinship?.repository ?? null,
    dependencies: kinship?.dependencies ?? [],
    files: [...files.values()],
  };
}

/** One finding for each file and rule, however it was found again. */
function findingsOf(groups: readonly (readonly RememberedBearer[])[]): Map<string, Finding[]> {
  const findings = new Map<string, Finding[]>();
  for (const seen of groups.flatMap(judgeCluster)) {
    const key = bearerKey(seen.bearer);
    const finding = toFinding(seen);
    const known = findings.get(key) ?? [];
    const isKnown = known.some(({ rule, file }) => rule === finding.rule && file === finding.file);
    if (!isKnown && known.length < MAX_FINDINGS) known.push(finding);
    findings.set(key, known);
  }
  return findings;
}

function toFinding({ rule, sighting: { message, file, evidence } }: ClusterSighting): Finding {
  const header = CLUSTER_RULES.find(({ code }) => code === rule);
  return {
    rule,
    kind: header?.kind ?? 'code',
    severity: header?.severity ?? 'high',
    message: printable(message, 500),
    ...(file === undefined ? {} : { file: printable(file, 500) }),
    ...(evidence === undefined ? {} : { evidence: printable(evidence, 200) }),
  };
}

function toKey({ ecosystem, name, version, digest }: RememberedBearer): ArtifactKey {
  return { id: { ecosystem, name, version }, digest };
}

function keyOf({ id, digest }: ArtifactKey): string {
  return bearerKey({ ...id, digest });
}
