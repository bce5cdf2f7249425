import { ArtifactStore } from '@sallyport/artifact-store';
import { FakeSandbox } from '@sallyport/sandbox';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Installer } from '../application/installer';
import { KnownRevision } from '../application/known-revision';
import { FakeAnnouncements, FakeInstallations, FakeJobs } from './bus.fake';
import { FakeGovernance, FakeScanner } from './doors.fake';
import { FakeImages } from './images.fake';
import { FakeHistories, FakeManifests } from './histories.fake';
import { FakeAttestations, FakeFetcher, FakeRegistry, FakeResolver } from './registry.fake';

/** Every use case over fakes; the artifact store is the real one, in a folder of its own. */
export class InstallerWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'installer-world-'));
  readonly registry = new FakeRegistry();
  readonly attestations = new FakeAttestations();
  readonly artifacts = new ArtifactStore(this.folder);
  readonly histories = new FakeHistories(this.registry);
  readonly manifests = new FakeManifests();
  readonly factLimits = { timeoutMs: 1_000, parallel: 3 };
  readonly scanner = new FakeScanner();
  readonly governance = new FakeGovernance();
  readonly images = new FakeImages();
  readonly sandbox = new FakeSandbox();
  readonly installations = new FakeInstallations();
  readonly jobs = new FakeJobs();
  readonly announcements = new FakeAnnouncements();
  readonly fetchLimits = { artifactBytes: 1_000, closureBytes: 10_000, parallel: 3 };
  readonly installer: Installer;

  constructor() {
    // `app` needs `middle`, which needs `leaf`; `other` stands alone.
    this.registry.add(
      { name: 'app', version: '1.0.0', needs: { middle: '1.0.0' } },
      { name: 'middle', version: '1.0.0', needs: { leaf: '1.0.0' } },
      { name: 'leaf', version: '1.0.0' },
      { name: 'other', version: '1.0.0' },
      { name: 'other', version: '2.0.0' },
    );
    this.installer = new Installer({
      ecosystem: 'npm',
      resolver: new FakeResolver(this.registry),
      fetcher: new FakeFetcher(this.registry),
      attestations: this.attestations,
      trustRoot: undefined,
      artifacts: this.artifacts,
      histories: this.histories,
      manifests: this.manifests,
      scanner: this.scanner,
      governance: this.governance,
      decisionKeys: this.governance.keys,
      images: this.images,
      sandbox: this.sandbox,
      installations: this.installations,
      jobs: this.jobs,
      announcements: this.announcements,
      revision: new KnownRevision(),
      fetchLimits: this.fetchLimits,
      factLimits: this.factLimits,
      now: () => '2026-01-01T00:00:00.000Z',
    });
  }

  /** Queues an installation and lets the worker take it once. */
  async install(requirements: string[], skillId = 'skill', agentId = 'agent'): Promise<string> {
    const { jobId } = await this.installer.install.run({ skillId, agentId, requirements });
    await this.deliver(1);
    return jobId;
  }

  /** The newest queued job, delivered. */
  deliver(attempt: number, lastAttempt = false): Promise<void> {
    const job = this.jobs.queue.at(-1);
    if (!job) throw new Error('no job is queued');
    return this.installer.runJob.run(job, { attempt, lastAttempt });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
