import { Clock } from '../ports/clock';
import { HELD_MS } from '../ports/replica-leases';

export interface Moment {
  readonly elapsedMs: number;
  readonly wallMs: number;
}

/**
 * The lease as its holder counts it: from before it asked. By two clocks, and the first that says it is over is
 * believed: the one that only grows may stand still while a machine is suspended, the other one may be set.
 */
export class HeldLease {
  private elapsedUntil = Number.NEGATIVE_INFINITY;
  private wallUntil = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  moment(): Moment {
    return { elapsedMs: this.clock.elapsedMs(), wallMs: this.clock.wallMs() };
  }

  get isHeld(): boolean {
    return this.clock.elapsedMs() < this.elapsedUntil && this.clock.wallMs() < this.wallUntil;
  }

  take(asked: Moment): void {
    this.elapsedUntil = asked.elapsedMs + HELD_MS;
    this.wallUntil = asked.wallMs + HELD_MS;
  }

  drop(): void {
    this.elapsedUntil = Number.NEGATIVE_INFINITY;
  }
}
