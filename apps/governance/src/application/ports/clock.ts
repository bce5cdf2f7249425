export abstract class Clock {
  /** Wall clock for decisions and records: the store's where it has been heard, so that all replicas have one time. */
  abstract now(): Date;
  /** Milliseconds that only grow, for leases and ages. */
  abstract elapsedMs(): number;
  /** This machine's own wall clock, milliseconds since 1970. It may jump; it is good for ending a lease early. */
  abstract wallMs(): number;
  /** The store's clock said `storeMs` when `elapsedMs()` was `atElapsedMs`. */
  abstract agree(storeMs: number, atElapsedMs: number): void;
  abstract sleep(ms: number): Promise<void>;
}
