import type { FetchedLock, ScanReport } from '@sallyport/domain';

export abstract class Scanner {
  /** @throws DomainError `scan-failed`, `artifact-missing`, `nobody-listens`, `timeout`, … */
  abstract scan(lock: FetchedLock): Promise<ScanReport>;
}
