import type { LocalClock } from './local-clock';

export interface Moment {
  readonly elapsedMs: number;
  readonly wallMs: number;
}

/**
 * Until when this process may decide from memory, counted from before it asked. By two clocks, and the first that
 * says it is over is believed: the one that only grows may stand still while a machine is suspended, the other one
 * may be set. And what time it is in the store, which decisions are made for: the same everywhere.
 */
export class FollowerLease {
  private elapsedUntil = Number.NEGATIVE_INFINITY;
  private wallUntil = Number.NEGATIVE_INFINITY;
  /** Store's time less elapsed time. */
  private storeOffset = 0;

  constructor(private readonly clock: LocalClock) {}

  moment(): Moment {
    return { elapsedMs: this.clock.elapsedMs(), wallMs: this.clock.wallMs() };
  }

  get isHeld(): boolean {
    return this.clock.elapsedMs() < this.elapsedUntil && this.clock.wallMs() < this.wallUntil;
  }

  /** @param storeMs what the store's clock said between `asked` and this call, milliseconds since 1970 */
  take(asked: Moment, leaseMs: number, storeMs: number): void {
    this.elapsedUntil = asked.elapsedMs + leaseMs;
    this.wallUntil = asked.wallMs + leaseMs;
    this.storeOffset = storeMs - (asked.elapsedMs + this.clock.elapsedMs()) / 2;
  }

  drop(): void {
    this.elapsedUntil = Number.NEGATIVE_INFINITY;
  }

  /** Milliseconds since 1970, whole ones. Means something only while the lease is held. */
  storeNow(): number {
    return Math.round(this.storeOffset + this.clock.elapsedMs());
  }
}
