import { getPolicy, recordScan, type FetchedLock, type RuleMode, type ScanReport } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { Governance } from '../../application/ports/governance';
import { scanSlices } from './scan-slices';

export class BusGovernance extends Governance {
  constructor(private readonly bus: Pick<Bus, 'call'>) {
    super();
  }

  async detonation(): Promise<RuleMode> {
    // One that is older than the question has no policy that wants it.
    return (await this.bus.call(getPolicy, {})).detonation ?? 'off';
  }

  async recordScan(lock: FetchedLock, report: ScanReport): Promise<void> {
    for (const slice of scanSlices(lock, report)) await this.bus.call(recordScan, slice);
  }

  async reviseScan(lock: FetchedLock, report: ScanReport): Promise<void> {
    for (const slice of scanSlices(lock, report))
      await this.bus.call(recordScan, { ...slice, revises: true });
  }
}
