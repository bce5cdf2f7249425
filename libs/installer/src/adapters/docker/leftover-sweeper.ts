import { type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { logger } from '@sallyport/messaging';

const SWEEP_EVERY_MS = 5 * 60_000;

/** Removes containers that a crashed installer left behind: at start, and every five minutes. */
export class LeftoverSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly sandbox: { sweep(): Promise<number> }) {}

  onApplicationBootstrap(): void {
    void this.sweep();
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      const count = await this.sandbox.sweep();
      if (count > 0) logger.warn({ count }, 'Containers of a crashed run were removed');
    } catch (cause) {
      // The engine may be down; the next round finds them.
      logger.debug({ cause }, 'Left-over containers could not be looked for');
    }
  }
}
