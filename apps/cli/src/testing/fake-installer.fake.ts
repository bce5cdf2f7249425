import * as domain from '@sallyport/domain';
import {
  canonicalJson,
  DomainError,
  type Ecosystem,
  type ExecutionResult,
  type Installation,
  type Lock,
  type ScanReport,
} from '@sallyport/domain';
import { createHash } from 'node:crypto';
import { closureOf } from './closures';
import type { FakeProduct } from './fake-product.fake';
import type { FakeRegistry } from './fake-registry.fake';
import { AT, NO_ADVISORIES } from './fixed-facts';

type Verdict = ScanReport['verdict'];

/** An installer in memory: made-up closures, no image; executions give what `results` says. */
export class FakeInstaller {
  readonly installed = new Map<string, { installation: Installation; lock: Lock }>();
  readonly results = new Map<string, Partial<ExecutionResult>>();
  private readonly images = new Set<string>();

  constructor(
    private readonly ecosystem: Ecosystem,
    private readonly registry: FakeRegistry,
  ) {}

  /** What scans of the ecosystem find, this one's and those of requests. */
  get verdict(): Verdict {
    return this.registry.verdicts[this.ecosystem];
  }

  set verdict(verdict: Verdict) {
    this.registry.verdicts[this.ecosystem] = verdict;
  }

  serve(product: FakeProduct): void {
    const on = domain.installer[this.ecosystem];
    product.on(on.resolve, ({ requirements }) => this.resolve(requirements));
    product.on(on.inspect, ({ requirements, lock }) =>
      this.inspect(lock ?? closureOf(this.ecosystem, requirements ?? [])),
    );
    product.on(on.install, (request) => ({ jobId: this.install(request) }));
    product.on(on.job, ({ jobId }) => this.job(jobId));
    product.on(on.execute, (request) => this.execute(request));
    product.on(on.status, ({ skillId }) => ({
      installation: this.find(skillId).installation,
      imagePresent: true,
    }));
    product.on(on.list, () => ({
      installations: [...this.installed.values()].map((each) => each.installation),
    }));
    product.on(on.cleanup, ({ skillId }) => {
      this.find(skillId);
      return { skillId, imageRemoved: this.installed.delete(skillId) };
    });
  }

  private resolve(requirements: readonly string[]) {
    const lock = closureOf(this.ecosystem, requirements);
    return { lock, lockDigest: digestOf(lock) };
  }

  private inspect(lock: Lock) {
    const packages = lock.packages.map((pkg) => ({ ...pkg, digest: digestOf(pkg) }));
    const artifacts = packages.map(({ name, version, digest }) => ({
      ecosystem: this.ecosystem,
      name,
      version,
      digest,
      verdict: this.verdict,
      findings:
        name === 'qs'
          ? [
              {
                rule: 'install-hook',
                kind: 'install-hook',
                severity: 'low',
                message: 'has a hook\u001b[31m',
                file: 'a.js',
                line: 3,
              },
            ]
          : [],
      capabilities: [],
      files: 1,
      unpackedBytes: 1,
      rulesVersion: '1',
    }));
    const report = { scannedAt: AT, verdict: this.verdict, advisories: NO_ADVISORIES, artifacts };
    return { lock: { ...lock, packages }, lockDigest: digestOf(lock), report };
  }

  /** Answers the id of the job. */
  install({
    skillId,
    agentId,
    requirements,
  }: {
    skillId: string;
    agentId: string;
    requirements: string[];
  }): string {
    const { lock, lockDigest } = this.resolve(requirements);
    const installation: Installation = {
      skillId,
      ecosystem: this.ecosystem,
      agentId,
      requirements,
      lockDigest,
      image: `sallyport/skill-${this.ecosystem}:test`,
      imageId: lockDigest,
      packages: lock.packages.length,
      reused: this.images.has(lockDigest),
      verdict: this.verdict,
      warnings: [],
      sbomDigest: lockDigest,
      revision: this.registry.revision,
      installedAt: AT,
      steps: { resolve: 1, build: 2 },
    };
    this.images.add(lockDigest);
    this.installed.set(skillId, { installation, lock });
    return skillId;
  }

  /** Job ids are skill ids here. A closure that is not allowed fails the job, as the real one does. */
  private job(jobId: string) {
    const { installation, lock } = this.find(jobId);
    const refused = this.refusals(lock, installation.agentId);
    const error = refused.length === 0 ? null : denied('install-denied', refused).toBody();
    return {
      jobId,
      skillId: jobId,
      ecosystem: this.ecosystem,
      state: error ? 'failed' : 'done',
      step: null,
      attempts: 1,
      installation: error ? null : installation,
      error,
      updatedAt: AT,
    };
  }

  private execute({ skillId, agentId }: { skillId: string; agentId: string }) {
    const { installation, lock } = this.find(skillId);
    const refused = this.refusals(lock, agentId);
    if (refused.length > 0) throw denied('execution-denied', refused);
    const execution: ExecutionResult = {
      result: null,
      error: null,
      stdout: '',
      stderr: '',
      truncated: false,
      exitCode: 0,
      death: 'exited',
      usage: { wallMs: 12, cpuMs: 5, maxMemoryBytes: 1_024 },
      ...this.results.get(skillId),
    };
    return { execution, imageId: installation.imageId, revision: this.registry.revision };
  }

  private refusals(lock: Lock, agentId: string) {
    const { refused } = this.registry.checkAll(agentId, this.ecosystem, lock.packages, lock.roots);
    return refused.map(({ decision, ...entry }) => ({
      ...entry,
      reasonCode: decision.reasonCode,
      reason: decision.reason,
      eligibleAt: decision.eligibleAt,
      nextStep: decision.nextStep,
    }));
  }

  private find(skillId: string) {
    const found = this.installed.get(skillId);
    if (found) return found;
    throw new DomainError('installation-not-found', `Nothing is installed for "${skillId}"`);
  }
}

function denied(code: 'install-denied' | 'execution-denied', refused: unknown[]): DomainError {
  return new DomainError(code, 'Governance does not allow the closure', { details: { refused } });
}

function digestOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}
