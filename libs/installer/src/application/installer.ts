import { BuildInstallation } from './build-installation';
import { CleanupInstallation } from './cleanup-installation';
import { ClosureGate } from './closure-gate';
import { ExecuteCode } from './execute-code';
import { FetchClosure } from './fetch-closure';
import { FindJob } from './find-job';
import { InspectClosure } from './inspect-closure';
import { InstallationStatus } from './installation-status';
import type { InstallerParts } from './installer-parts';
import { LearnReleases } from './learn-releases';
import { ListInstallations } from './list-installations';
import { QueueInstall } from './queue-install';
import { ResolveRequirements } from './resolve-requirements';
import { RunInstallJob } from './run-install-job';
import { TraceClosure } from './trace-closure';

/** Every use case of an installer, put together from its parts. A class, so that it is its own injection token. */
export class Installer {
  readonly resolve: ResolveRequirements;
  readonly inspect: InspectClosure;
  readonly install: QueueInstall;
  readonly job: FindJob;
  readonly execute: ExecuteCode;
  readonly status: InstallationStatus;
  readonly list: ListInstallations;
  readonly cleanup: CleanupInstallation;
  /** What the work queue's worker calls. */
  readonly runJob: RunInstallJob;

  constructor(parts: InstallerParts) {
    const fetch = new FetchClosure(parts);
    const learn = new LearnReleases(parts);
    const gate = new ClosureGate(parts);
    const trace = new TraceClosure(parts);
    this.resolve = new ResolveRequirements(parts);
    this.inspect = new InspectClosure(parts, this.resolve, fetch, trace, learn);
    this.install = new QueueInstall(parts, this.resolve);
    this.job = new FindJob(parts);
    this.execute = new ExecuteCode(parts, gate);
    this.status = new InstallationStatus(parts);
    this.list = new ListInstallations(parts);
    this.cleanup = new CleanupInstallation(parts);
    const build = new BuildInstallation(parts, { resolve: this.resolve, fetch, learn, trace, gate });
    this.runJob = new RunInstallJob(parts, build);
  }
}
