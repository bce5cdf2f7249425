import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { EVENTS_STREAM, WEBHOOKS_CONSUMER } from '@sallyport/domain';
import { Bus, type EventDeliveries } from '@sallyport/messaging';
import { DeliverWebhooks } from '../../application/webhooks/deliver-webhooks';

/** Events on their way at once: each is one connection to each target. */
const CONCURRENCY = 32;

/** Older events are told to nobody: a webhook that is configured later hears of a day at most, not of all there was. */
const MAX_AGE_MS = 24 * 3_600_000;

/**
 * Hands every event to the webhooks. Where there are none nothing is fetched: every answered check is among the
 * events, and would cross the bus a second time for nobody.
 */
export class WebhookListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private deliveries: EventDeliveries | undefined;

  constructor(
    private readonly bus: Pick<Bus, 'deliverEvents'>,
    private readonly webhooks: DeliverWebhooks,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.webhooks.isAnybodyThere) return;
    this.deliveries = this.bus.deliverEvents({
      stream: EVENTS_STREAM.name,
      consumer: WEBHOOKS_CONSUMER.name,
      concurrency: CONCURRENCY,
      handle: async ({ id, type, at, data }, attempt) => {
        if (Date.now() - Date.parse(at) > MAX_AGE_MS) return { done: true };
        return this.webhooks.deliver({ id, type, at, data }, attempt);
      },
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.deliveries?.stop();
  }
}
