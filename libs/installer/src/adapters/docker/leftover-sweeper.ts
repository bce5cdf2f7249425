import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { logger } from '@sallyport/messaging';

const SWEEP_EVERY_MS = 5 * 60_000;

/** What a process that died may have left behind. */
export interface LeftOvers {
  what: string;
  /** Takes away what nobody can be using at `now`. @returns how many there were */
  sweep(now: number): Promise<number>;
}

/** Removes what a crashed installer left behind: at start, and every five minutes. */
export class LeftoverSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly leftOvers: readonly LeftOvers[]) {}

  onApplicationBootstrap(): void {
    this.sweepAll();
    this.timer = setInterval(() => this.sweepAll(), SWEEP_EVERY_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private sweepAll(): void {
    for (const leftOvers of this.leftOvers) void this.sweep(leftOvers);
  }

  private async sweep({ what, sweep }: LeftOvers): Promise<void> {
    try {
      const count = await sweep(Date.now());
      if (count > 0) logger.warn({ what, count }, 'Left-overs of a crashed run were removed');
    } catch (cause) {
      // The engine may be down; the next round finds them.
      logger.debug({ what, cause }, 'Left-overs could not be looked for');
    }
  }
}
