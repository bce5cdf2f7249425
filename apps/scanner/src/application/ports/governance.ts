import type { FetchedLock, RuleMode, ScanReport } from '@sallyport/domain';

/** Where decisions are made from what was seen. */
export abstract class Governance {
  /**
   * Whether the policy in force wants files of high risk to be run as well as read.
   * @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable`, and what governance answers
   */
  abstract detonation(): Promise<RuleMode>;

  /**
   * Resolves when every decision that starts later knows of the scan.
   * @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable`, and what governance answers
   */
  abstract recordScan(lock: FetchedLock, report: ScanReport): Promise<void>;

  /** The same, for what was scanned before and nobody asked for now: governance tells whom that changes. */
  abstract reviseScan(lock: FetchedLock, report: ScanReport): Promise<void>;
}
