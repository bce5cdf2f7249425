import type { Delivery, WebhookTarget } from '../webhooks/webhook';

/** `failed`: worth another try. `refused`: the receiver does not want it, now or ever (410 Gone). */
export type SendOutcome = { state: 'delivered' } | { state: 'failed' | 'refused'; why: string };

export abstract class WebhookSender {
  /** Signs and posts, within a bounded time. Never throws. */
  abstract send(target: WebhookTarget, delivery: Delivery): Promise<SendOutcome>;
}
