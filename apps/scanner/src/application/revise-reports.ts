import { bearerKey, type ArtifactAnalysis } from '@sallyport/analysis';
import type { ArtifactReport, Ecosystem, FetchedLock, ScanReport } from '@sallyport/domain';
import type { AdvisoryKnowledge } from './advisory-knowledge';
import { closureVerdict, composeReport, readingOf } from './compose-report';
import type { ClusterJudgement } from './judge-clusters';
import type { Clock } from './ports/clock';
import type { DetonationStore } from './ports/detonation-store';
import type { DetonationWorker } from './ports/detonation-worker';
import type { ArtifactKey, FileMemory, ScannedArtifact } from './ports/file-memory';
import type { Governance } from './ports/governance';
import { SecondLook } from './second-look';
import { unjudged } from './unjudged';
import type { ReportStore } from './ports/report-store';
import type { ScannerEvents } from './ports/scanner-events';

type Remembered = Omit<ScannedArtifact, 'files'>;

export interface ReviseReportsPorts {
  memory: FileMemory;
  advisories: AdvisoryKnowledge;
  reports: ReportStore;
  events: ScannerEvents;
  governance: Governance;
  worker: DetonationWorker;
  detonations: DetonationStore;
  clock: Clock;
}

/** Tells of artifacts that were scanned before what is known of them now, without looking at their bytes again. */
export class ReviseReports {
  private readonly secondLook: SecondLook;

  constructor(private readonly ports: ReviseReportsPorts) {
    this.secondLook = new SecondLook(ports);
  }

  /**
   * Noted only when governance knows: what it could not be told is tried again by the next scan that comes upon it.
   * @throws DomainError `store-unavailable`, and what telling governance throws
   */
  async revise({ findings, changed }: ClusterJudgement): Promise<void> {
    if (changed.length === 0) return;
    const remembered = await this.ports.memory.artifacts(changed);
    for (const ecosystem of ['npm', 'pypi'] as const) {
      const own = remembered.filter(({ id }) => id.ecosystem === ecosystem);
      if (own.length > 0) await this.tell(ecosystem, own, findings);
    }
    const isHeld = (key: ArtifactKey): boolean => findings.has(bearerKey({ ...key.id, digest: key.digest }));
    await this.ports.memory.noteHeld(changed.filter(isHeld), true);
    await this.ports.memory.noteHeld(
      changed.filter((key) => !isHeld(key)),
      false,
    );
  }

  private async tell(
    ecosystem: Ecosystem,
    remembered: readonly Remembered[],
    findings: ClusterJudgement['findings'],
  ): Promise<void> {
    const { advisories, clock, events, governance, reports } = this.ports;
    const analyses = await this.analyses(ecosystem, remembered);
    const { data: facts, findings: known } = await advisories.about(remembered.map(({ id }) => id));
    const read = remembered.map(({ id, digest, locked, rulesVersion }) => ({
      subject: { id, digest, name: locked.name, version: locked.version, isRoot: false },
      analysis: analyses.get(`${rulesVersion} ${digest}`) ?? GONE,
      clusters: findings.get(bearerKey({ ...id, digest })) ?? [],
      rulesVersion,
    }));
    const risky = read.filter(({ subject, ...evidence }) => readingOf(subject, evidence).highRisk);
    const looks = await this.secondLook.known(risky.map(({ subject }) => subject.digest));
    const artifacts: ArtifactReport[] = read.map(({ subject, ...evidence }, index) =>
      composeReport(subject, {
        ...evidence,
        second: risky.some((one) => one.subject === subject) ? looks.get(subject.digest) : undefined,
        known: known[index] ?? [],
        facts,
      }),
    );
    const report: ScanReport = {
      scannedAt: clock.now().toISOString(),
      verdict: closureVerdict(artifacts, facts),
      advisories: facts,
      artifacts,
    };
    await reports.save(
      artifacts.map((each) => ({ ...each, scannedAt: report.scannedAt, advisories: facts })),
    );
    await events.scanCompleted({
      ecosystem,
      verdict: report.verdict,
      rulesVersion: artifacts[0]?.rulesVersion ?? '',
      artifacts: artifacts.map(({ name, version, digest, verdict, findings: all }) => ({
        ...{ name, version, digest, verdict, findings: all.length },
      })),
    });
    await governance.reviseScan(lockOf(ecosystem, remembered), report);
  }

  /** By rules' version and digest: each as the rules saw it that it was last looked at by. */
  private async analyses(
    ecosystem: Ecosystem,
    remembered: readonly Remembered[],
  ): Promise<Map<string, ArtifactAnalysis>> {
    const found = new Map<string, ArtifactAnalysis>();
    for (const rulesVersion of new Set(remembered.map((each) => each.rulesVersion))) {
      const digests = remembered
        .filter((each) => each.rulesVersion === rulesVersion)
        .map(({ digest }) => digest);
      for (const [digest, analysis] of await this.ports.reports.analyses(
        { ecosystem, rulesVersion },
        digests,
      ))
        found.set(`${rulesVersion} ${digest}`, analysis);
    }
    return found;
  }
}

function lockOf(ecosystem: Ecosystem, remembered: readonly Remembered[]): FetchedLock {
  return {
    ecosystem,
    target: 'scanned before',
    requirements: [],
    roots: [],
    packages: remembered.map(({ locked }) => locked),
  };
}

/** Fails closed: what was seen of the bytes cannot be found any more. */
const GONE = unjudged('What was seen of it is not kept any more; it has to be scanned again.');
