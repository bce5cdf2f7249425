import type { Pace } from '@sallyport/domain';

/** The one home of bus timeouts, milliseconds. */
export const CALL_TIMEOUT_MS: Readonly<Record<Pace, number>> = {
  // Answered from memory; anything slower than this is a fault, and the caller must fail closed soon.
  instant: 2_000,
  normal: 10_000,
  // Resolving asks registries for dozens of packages.
  slow: 120_000,
  // Fetching, scanning, building, importing. Executions are bounded by their own wall limit besides.
  long: 15 * 60_000,
};

export const BUS_TIMEOUTS = {
  /** First connection of a service; later ones are retried without end. */
  connectMs: 2_000,
  /** Until JetStream has acknowledged a publish. */
  publishMs: 5_000,
  /** A dead peer is noticed after about two of these. */
  pingMs: 5_000,
  reconnectWaitMs: 250,
  discoverMs: 750,
  /** Worker heartbeats; the consumers' ack wait (provision.ts) is three of these. */
  heartbeatMs: 10_000,
} as const;

/** Delay before the next delivery of a job, by attempt. */
export const REDELIVERY_DELAY_MS: readonly number[] = [1_000, 5_000, 15_000, 30_000];
/** Deliveries of a job before it goes to the dead letters. */
export const MAX_DELIVERIES = 4;
