import { advisoriesImported, scanCompleted, type EventData } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { ScannerEvents, type ImportProgress } from '../../application/ports/scanner-events';

const IMPORT_PROGRESS_SUBJECT = 'progress.advisories.import';

export class BusScannerEvents extends ScannerEvents {
  constructor(private readonly bus: Bus) {
    super();
  }

  scanCompleted(data: EventData<typeof scanCompleted>): Promise<void> {
    return this.bus.publishEvent(scanCompleted, data);
  }

  advisoriesImported(data: EventData<typeof advisoriesImported>): Promise<void> {
    return this.bus.publishEvent(advisoriesImported, data);
  }

  importProgress(progress: ImportProgress): void {
    this.bus.publishProgress(IMPORT_PROGRESS_SUBJECT, progress);
  }
}
