import {
  admit,
  canonicalLock,
  DomainError,
  type Digest,
  type FetchedLock,
  type InstallJob,
  type Installation,
  type Revision,
  type ScanReport,
} from '@sallyport/domain';
import { closureSbom } from './closure-sbom';
import { describeRefusals, type ClosureGate, type GateAnswer } from './closure-gate';
import type { FetchClosure } from './fetch-closure';
import type { InstallerParts } from './installer-parts';
import type { LearnReleases } from './learn-releases';
import type { BuiltImage } from './ports';
import type { ResolveRequirements } from './resolve-requirements';
import type { StepClock } from './step-clock';
import type { TraceClosure } from './trace-closure';

type Parts = Pick<
  InstallerParts,
  'ecosystem' | 'artifacts' | 'scanner' | 'governance' | 'images' | 'installations' | 'now'
>;

interface Sealed {
  lock: FetchedLock;
  lockDigest: Digest;
  report: ScanReport;
  warnings: Installation['warnings'];
  revision: Revision;
  /** JWS compact. */
  signed: string;
  built: BuiltImage;
}

type Allowed = Extract<GateAnswer, { allowed: true }>;
type Resolved = Awaited<ReturnType<ResolveRequirements['run']>>;

interface Steps {
  resolve: ResolveRequirements;
  fetch: FetchClosure;
  learn: LearnReleases;
  trace: TraceClosure;
  gate: ClosureGate;
}

/** The flow of an installation: resolve, fetch, scan, check, build, record. Each step only on what the one before has shown. */
export class BuildInstallation {
  constructor(
    private readonly parts: Parts,
    private readonly steps: Steps,
  ) {}

  async run(job: InstallJob, clock: StepClock): Promise<Installation> {
    const { lock, lockDigest } = await clock.step('resolve', () => this.resolved(job));
    const fetched = await clock.step('fetch', (report) => this.steps.fetch.run(lock, report));
    const report = await clock.step('scan', () => this.lookedAt(fetched));
    const warnings = admitted(report, fetched);
    const { revision, signed } = await clock.step('check', () => this.allowed(job, fetched, lockDigest));
    const built = await clock.step('build', () => this.parts.images.ensure(fetched, lockDigest));
    const sealed = { lock: fetched, lockDigest, report, warnings, revision, signed, built };
    return clock.step('record', () => this.record(job, sealed, clock));
  }

  /** The registry is asked while the scanner looks; both are known before governance is. */
  private async lookedAt(lock: FetchedLock): Promise<ScanReport> {
    const learning = this.steps.learn.run(lock);
    try {
      return await this.parts.scanner.scan(lock);
    } finally {
      await learning;
    }
  }

  /** A name that an agent made up is remembered, so that it starts blocked should somebody publish it. */
  private async resolved(job: InstallJob): Promise<Resolved> {
    try {
      return await this.steps.resolve.run(job);
    } catch (cause) {
      const name = this.steps.resolve.missingNameOf(cause, job.requirements);
      if (name !== undefined) await this.parts.governance.reportMissingName(name, job.agentId);
      throw cause;
    }
  }

  private async allowed(
    { agentId, skillId }: InstallJob,
    lock: FetchedLock,
    lockDigest: Digest,
  ): Promise<Allowed> {
    await this.steps.trace.run(lock);
    const answer = await this.steps.gate.ask({ agentId, skillId, lock, lockDigest });
    if (answer.allowed) return answer;
    throw new DomainError(
      'install-denied',
      `Governance does not allow the closure for "${agentId}": ${describeRefusals(answer.refused)}`,
      {
        hint: 'Request the refused packages and have them approved, or ask for versions that are approved.',
        details: { refused: answer.refused, revision: answer.revision },
      },
    );
  }

  private async record(job: InstallJob, sealed: Sealed, clock: StepClock): Promise<Installation> {
    const { artifacts, images, installations } = this.parts;
    const { lock, lockDigest, report, warnings, revision, signed, built } = sealed;
    const before = await installations.get(job.skillId);
    await artifacts.putJson(canonicalLock(lock));
    const decision = await artifacts.put(Buffer.from(signed), { maxBytes: signed.length });
    const sbom = await artifacts.putJson(closureSbom(lock, lockDigest, decision.digest));
    const image = await images.tag(job.skillId, built.imageId);
    const installation: Installation = {
      ...{ skillId: job.skillId, ecosystem: this.parts.ecosystem, agentId: job.agentId },
      ...{ requirements: lock.requirements, lockDigest },
      ...{ image, imageId: built.imageId, reused: built.reused, packages: lock.packages.length },
      ...{ verdict: report.verdict, warnings, sbomDigest: sbom.digest, revision },
      signedDecision: signed,
      ...{ installedAt: this.parts.now(), steps: clock.durations() },
    };
    await installations.put(installation);
    if (before && before.imageId !== built.imageId) await images.release(before.imageId);
    return installation;
  }
}

function admitted(report: ScanReport, lock: FetchedLock): Installation['warnings'] {
  const admission = admit(
    report,
    lock.packages.map(({ digest }) => digest),
  );
  switch (admission.outcome) {
    case 'admitted':
      return admission.warnings;
    case 'malicious':
      throw new DomainError(
        'install-script-malicious',
        `Malicious content in ${admission.packages.join(', ') || 'the closure'}`,
        {
          hint: 'Do not use this package; ban it, and report it to its registry.',
          details: { findings: admission.findings },
        },
      );
    case 'unjudged':
      throw new DomainError('scan-failed', `The scanner could not judge ${admission.packages.join(', ')}`, {
        hint: "See the scanner's log; nothing is installed that was not looked at.",
        details: { packages: admission.packages },
      });
  }
}
