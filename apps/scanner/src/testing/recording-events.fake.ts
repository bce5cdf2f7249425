import type { advisoriesImported, EventData, scanCompleted } from '@sallyport/domain';
import { ScannerEvents, type ImportProgress } from '../application/ports/scanner-events';

export class RecordingEvents extends ScannerEvents {
  readonly scans: EventData<typeof scanCompleted>[] = [];
  readonly imports: EventData<typeof advisoriesImported>[] = [];
  readonly progress: ImportProgress[] = [];

  async scanCompleted(data: EventData<typeof scanCompleted>): Promise<void> {
    this.scans.push(data);
  }

  async advisoriesImported(data: EventData<typeof advisoriesImported>): Promise<void> {
    this.imports.push(data);
  }

  importProgress(progress: ImportProgress): void {
    this.progress.push(progress);
  }
}
