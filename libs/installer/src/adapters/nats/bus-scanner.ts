import { scanClosure, type FetchedLock, type ScanReport } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { Scanner } from '../../application/ports';

export class BusScanner extends Scanner {
  constructor(private readonly bus: Bus) {
    super();
  }

  scan(lock: FetchedLock): Promise<ScanReport> {
    return this.bus.call(scanClosure, { lock });
  }
}
