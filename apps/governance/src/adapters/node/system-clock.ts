import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../../application/ports/clock';

export class SystemClock extends Clock {
  /** Store's time less elapsed time. */
  private offset: number | undefined;

  now(): Date {
    return new Date(this.offset === undefined ? Date.now() : this.offset + performance.now());
  }

  elapsedMs(): number {
    return performance.now();
  }

  wallMs(): number {
    return Date.now();
  }

  agree(storeMs: number, atElapsedMs: number): void {
    this.offset = storeMs - atElapsedMs;
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms);
  }
}
