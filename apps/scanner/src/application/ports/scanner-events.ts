import type { advisoriesImported, EventData, scanCompleted } from '@sallyport/domain';

export interface ImportProgress {
  source: string;
  read: number;
  refused: number;
  state: 'reading' | 'done' | 'failed';
}

export abstract class ScannerEvents {
  /** Durable when it resolves. @throws DomainError `bus-unavailable` */
  abstract scanCompleted(data: EventData<typeof scanCompleted>): Promise<void>;
  abstract advisoriesImported(data: EventData<typeof advisoriesImported>): Promise<void>;
  /** For people who watch; may get lost. */
  abstract importProgress(progress: ImportProgress): void;
}
