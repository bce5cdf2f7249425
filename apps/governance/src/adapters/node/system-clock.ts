import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '../../application/ports/clock';

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  elapsedMs(): number {
    return performance.now();
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms);
  }
}
