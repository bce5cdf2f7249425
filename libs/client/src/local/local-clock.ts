/** Both clocks of this process; neither has to agree with anybody's. */
export interface LocalClock {
  /** Milliseconds that only grow. */
  elapsedMs(): number;
  /** Milliseconds since 1970; may jump. */
  wallMs(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: LocalClock = {
  elapsedMs: () => performance.now(),
  wallMs: () => Date.now(),
  // A library does not keep its process alive.
  sleep: (ms) => new Promise((wake) => void setTimeout(wake, ms).unref()),
};
