import type { DomainError, FetchedLock, RuleMode, ScanReport } from '@sallyport/domain';
import { Governance } from '../application/ports/governance';

/** `failure`: what every recording ends with. */
export class RecordingGovernance extends Governance {
  failure: DomainError | undefined;
  /** Scans and revisions. */
  readonly inOrder: { lock: FetchedLock; report: ScanReport }[] = [];
  readonly revisions: { lock: FetchedLock; report: ScanReport }[] = [];
  readonly scans: { lock: FetchedLock; report: ScanReport }[] = [];

  mode: RuleMode = 'off';

  async detonation(): Promise<RuleMode> {
    if (this.failure !== undefined) throw this.failure;
    return this.mode;
  }

  async recordScan(lock: FetchedLock, report: ScanReport): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.scans.push({ lock, report });
    this.inOrder.push({ lock, report });
  }

  async reviseScan(lock: FetchedLock, report: ScanReport): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.revisions.push({ lock, report });
    this.inOrder.push({ lock, report });
  }
}
