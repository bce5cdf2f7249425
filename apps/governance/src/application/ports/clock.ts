export abstract class Clock {
  /** Wall clock, for records. */
  abstract now(): Date;
  /** Milliseconds that only grow, for leases and ages. */
  abstract elapsedMs(): number;
  abstract sleep(ms: number): Promise<void>;
}
