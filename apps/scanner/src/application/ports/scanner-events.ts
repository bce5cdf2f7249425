import type { advisoriesImported, EventData, scanCompleted } from '@sallyport/domain';

export interface ImportProgress {
  source: string;
  read: number;
  refused: number;
  state: 'fetching' | 'reading' | 'done' | 'failed';
  /** Fetched so far, while it is fetched; of how many is null where the server does not say. */
  bytes?: number;
  totalBytes?: number | null;
}

export abstract class ScannerEvents {
  /** Durable when it resolves. @throws DomainError `bus-unavailable` */
  abstract scanCompleted(data: EventData<typeof scanCompleted>): Promise<void>;
  abstract advisoriesImported(data: EventData<typeof advisoriesImported>): Promise<void>;
  /** For people who watch; may get lost. */
  abstract importProgress(progress: ImportProgress): void;
}
