import { Log } from '../ports/log';
import { WebhookSender } from '../ports/webhook-sender';
import { wantsEvent, type Delivery, type WebhookTarget } from './webhook';

/** Until a target is tried again, by failed attempts. After the last one the event is dropped for it. */
export const RETRY_AFTER_MS: readonly number[] = [
  5_000,
  30_000,
  120_000,
  600_000,
  1_800_000,
  3_600_000,
  4 * 3_600_000,
];

/**
 * Events that wait for another try in this process. The stream hands out no more than 1,000 that are not acknowledged:
 * a target that is down must not use them up and hold what others are told.
 */
const MAX_WAITING = 400;

export type Delivered = { done: true } | { done: false; againInMs: number };

/** How many times an event is handed over before every target that still fails is given up on. */
export const MAX_ATTEMPTS = RETRY_AFTER_MS.length + 1;

/** Tells every target that wants an event, each by itself: a slow one or a dead one holds no other. */
export class DeliverWebhooks {
  /** Targets that have it already, by event id: a repetition is for the others. Lost at a restart, when all get it again. */
  private readonly have = new Map<string, Set<string>>();

  constructor(
    private readonly targets: readonly WebhookTarget[],
    private readonly sender: WebhookSender,
    private readonly log: Log,
  ) {}

  get isAnybodyThere(): boolean {
    return this.targets.length > 0;
  }

  /** @param attempt 1 for the first delivery of this event */
  async deliver(delivery: Delivery, attempt: number): Promise<Delivered> {
    const have = this.have.get(delivery.id) ?? new Set<string>();
    const wanting = this.targets.filter(
      (target) => wantsEvent(target, delivery.type) && !have.has(target.url),
    );
    const failed = (
      await Promise.all(
        wanting.map(async (target) => {
          const outcome = await this.sender.send(target, delivery);
          if (outcome.state === 'delivered') have.add(target.url);
          if (outcome.state === 'refused') this.drop(target, delivery, outcome.why);
          return outcome.state === 'failed' ? [{ target, why: outcome.why }] : [];
        }),
      )
    ).flat();
    const againInMs = RETRY_AFTER_MS[attempt - 1];
    const mayWait = this.have.has(delivery.id) || this.have.size < MAX_WAITING;
    if (failed.length > 0 && againInMs !== undefined && mayWait) {
      this.have.set(delivery.id, have);
      const to = failed.map(({ target, why }) => ({ host: new URL(target.url).host, why }));
      this.log.warn(
        { id: delivery.id, type: delivery.type, attempt, to },
        'A webhook was not taken; trying again',
      );
      return { done: false, againInMs };
    }
    for (const { target, why } of failed) this.drop(target, delivery, why);
    this.have.delete(delivery.id);
    return { done: true };
  }

  /** Loudly: somebody who counts on these events has a hole now. The audit trail has the event. */
  private drop({ url }: WebhookTarget, { id, type }: Delivery, why: string): void {
    this.log.error(
      { id, type, host: new URL(url).host, why },
      'A webhook was given up; the audit trail has the event',
    );
  }
}
