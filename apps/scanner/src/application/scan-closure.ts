import {
  DomainError,
  packageId,
  type ArtifactReport,
  type Digest,
  type Ecosystem,
  type FetchedLock,
  type ParsedRequestOf,
  type scanClosure,
  type ScanReport,
} from '@sallyport/domain';
import { bearerKey, type ArtifactAnalysis } from '@sallyport/analysis';
import type { AdvisoryKnowledge } from './advisory-knowledge';
import { closureVerdict, composeReport, readingOf, type Evidence, type Subject } from './compose-report';
import type { ArtifactAnalyzer } from '@sallyport/analysis';
import { JudgeClusters, toScanned, type ClusterJudgement } from './judge-clusters';
import { ReviseReports } from './revise-reports';
import { SecondLook, type TakenLook } from './second-look';
import { unjudged } from './unjudged';
import type { ArtifactSource } from './ports/artifact-source';
import type { Clock } from './ports/clock';
import type { DetonationStore } from './ports/detonation-store';
import type { DetonationWorker } from './ports/detonation-worker';
import type { FileMemory, ScannedArtifact } from './ports/file-memory';
import type { Governance } from './ports/governance';
import type { ReportStore } from './ports/report-store';
import type { ScannerEvents } from './ports/scanner-events';

export interface ScanClosurePorts {
  advisories: AdvisoryKnowledge;
  reports: ReportStore;
  memory: FileMemory;
  artifacts: ArtifactSource;
  analyzer: ArtifactAnalyzer;
  events: ScannerEvents;
  governance: Governance;
  worker: DetonationWorker;
  detonations: DetonationStore;
  clock: Clock;
}

/** Looks at every artifact of a closure by digest; what was seen of the same bytes by the same rules is kept. */
export class ScanClosure {
  private readonly clusters: JudgeClusters;
  private readonly revise: ReviseReports;
  private readonly secondLook: SecondLook;

  constructor(private readonly ports: ScanClosurePorts) {
    this.clusters = new JudgeClusters(ports);
    this.revise = new ReviseReports(ports);
    this.secondLook = new SecondLook(ports);
  }

  async scan({ lock }: ParsedRequestOf<typeof scanClosure>): Promise<ScanReport> {
    const { advisories, analyzer, clock } = this.ports;
    const subjects = subjectsOf(lock);
    const analyses = await this.analyses(lock.ecosystem, [...new Set(subjects.map(({ digest }) => digest))]);
    const scanned = scannedOf(lock, analyses, analyzer.rulesVersion);
    const clusters = await this.clusters.judge(scanned);
    const read = subjects.map((subject) => ({
      analysis: analyses.get(subject.digest) ?? unfinished('it was not looked at'),
      clusters: clusters.findings.get(bearerKey({ ...subject.id, digest: subject.digest })) ?? [],
    }));
    const looks = await this.secondLooks(lock, subjects, read);
    // Asked after the analyses: an import that ended while they ran counts.
    const { data: facts, findings } = await advisories.about(subjects.map(({ id }) => id));
    const artifacts = subjects.map((subject, index) =>
      composeReport(subject, {
        ...(read[index] as Read),
        second: looks.get(subject.path),
        known: findings[index] ?? [],
        facts,
        rulesVersion: analyzer.rulesVersion,
      }),
    );
    const report = {
      scannedAt: clock.now().toISOString(),
      verdict: closureVerdict(artifacts, facts),
      advisories: facts,
      artifacts,
    };
    await this.keep(lock.ecosystem, report);
    // Before the reply: whoever decides on this scan must find the same in the registry.
    await this.tellGovernance(lock, report, clusters);
    await this.noteHeld(scanned, clusters);
    return report;
  }

  private secondLooks(
    lock: FetchedLock,
    subjects: readonly PlacedSubject[],
    read: readonly Read[],
  ): Promise<Map<string, TakenLook>> {
    const paths = new Set(
      subjects
        .filter((subject, index) => readingOf(subject, read[index] as Read).highRisk)
        .map(({ path }) => path),
    );
    return this.secondLook.take(
      lock,
      lock.packages.filter(({ path }) => paths.has(path)),
    );
  }

  private async noteHeld(scanned: readonly ScannedArtifact[], { findings }: ClusterJudgement): Promise<void> {
    const isHeld = ({ id, digest }: ScannedArtifact): boolean => findings.has(bearerKey({ ...id, digest }));
    await this.ports.memory.noteHeld(scanned.filter(isHeld), true);
    await this.ports.memory.noteHeld(
      scanned.filter((each) => !isHeld(each)),
      false,
    );
  }

  /** Of this closure, and of what was scanned before and is held, or let go, because of it. */
  private async tellGovernance(
    lock: FetchedLock,
    report: ScanReport,
    clusters: ClusterJudgement,
  ): Promise<void> {
    try {
      await this.ports.governance.recordScan(lock, report);
      await this.revise.revise(clusters);
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      // The code stays: whether it is worth trying again depends on why it could not be recorded.
      throw new DomainError(cause.code, `The scan could not be recorded: ${cause.message}`, {
        hint: cause.hint,
        details: cause.details,
        cause,
      });
    }
  }

  private async analyses(
    ecosystem: Ecosystem,
    digests: readonly Digest[],
  ): Promise<Map<Digest, ArtifactAnalysis>> {
    const { reports, artifacts, analyzer } = this.ports;
    const key = { ecosystem, rulesVersion: analyzer.rulesVersion };
    // Every artifact must be there, also the ones judged before: a closure is scanned to be installed.
    const paths = new Map<Digest, string>();
    for (const digest of digests) paths.set(digest, await artifacts.locate(digest));
    const kept = await reports.analyses(key, digests);
    const fresh = new Map<Digest, ArtifactAnalysis>();
    const failed = new Map<Digest, ArtifactAnalysis>();
    await Promise.all(
      [...paths].map(async ([digest, path]) => {
        if (kept.has(digest)) return;
        try {
          fresh.set(digest, await analyzer.analyze({ ecosystem, digest, path }));
        } catch (cause) {
          if (!DomainError.is(cause) || cause.code !== 'scan-failed') throw cause;
          // Not kept: the next scan may have more luck.
          failed.set(digest, unfinished(cause.message));
        }
      }),
    );
    await reports.keepAnalyses(key, fresh);
    return new Map([...kept, ...fresh, ...failed]);
  }

  private async keep(
    ecosystem: Ecosystem,
    { scannedAt, verdict, advisories, artifacts }: ScanReport,
  ): Promise<void> {
    await this.ports.reports.save(artifacts.map((artifact) => ({ ...artifact, scannedAt, advisories })));
    await this.ports.events.scanCompleted({
      ecosystem,
      verdict,
      rulesVersion: this.ports.analyzer.rulesVersion,
      artifacts: artifacts.map((artifact: ArtifactReport) => ({
        name: artifact.name,
        version: artifact.version,
        digest: artifact.digest,
        verdict: artifact.verdict,
        findings: artifact.findings.length,
      })),
    });
  }
}

type Read = Pick<Evidence, 'analysis' | 'clusters'>;

/** With the first place that it has in the lock. */
type PlacedSubject = Subject & { path: string };

/** One for each package version and digest, however often the tree holds it. */
function subjectsOf(lock: FetchedLock): PlacedSubject[] {
  if (lock.packages.length === 0) throw new DomainError('empty-request', 'The closure has no packages');
  const subjects = new Map<string, PlacedSubject>();
  const roots = new Set(lock.roots);
  for (const { name, version, digest, path } of lock.packages) {
    const id = packageId({ ecosystem: lock.ecosystem, name, version });
    const key = JSON.stringify([id.name, id.version, digest]);
    const before = subjects.get(key);
    const isRoot = roots.has(path) || before?.isRoot === true;
    subjects.set(key, { id, name, version, digest, isRoot, path: before?.path ?? path });
  }
  return [...subjects.values()];
}

/** What is remembered of the closure, each version's file once. */
function scannedOf(
  { ecosystem, packages }: FetchedLock,
  analyses: ReadonlyMap<Digest, ArtifactAnalysis>,
  rulesVersion: string,
): ScannedArtifact[] {
  const scanned = new Map<string, ScannedArtifact>();
  for (const locked of packages) {
    const analysis = analyses.get(locked.digest);
    const one = analysis && toScanned(locked, { ecosystem, rulesVersion }, analysis);
    if (one !== undefined) scanned.set(bearerKey({ ...one.id, digest: one.digest }), one);
  }
  return [...scanned.values()];
}

/** A scan that did not finish is never clean. */
function unfinished(why: string): ArtifactAnalysis {
  return unjudged(`The scan did not finish: ${why}`);
}
