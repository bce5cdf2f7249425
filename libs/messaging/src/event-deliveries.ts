import { EventEnvelope } from '@sallyport/domain';
import type { ConsumerMessages, JetStreamClient, JsMsg } from 'nats';
import { logger } from './logger';
import { BUS_TIMEOUTS } from './timeouts';
import { decode } from './wire';

export interface EventDeliveriesOptions {
  stream: string;
  /** Durable consumer, created by provision. */
  consumer: string;
  /** Events at once in this process. */
  concurrency: number;
  /** `attempt` is 1 for the first delivery. Throwing is the same as asking for another try in a moment. */
  handle(event: EventEnvelope, attempt: number): Promise<{ done: true } | { done: false; againInMs: number }>;
}

export interface EventDeliveries {
  /** Takes no more events and resolves when those under way have ended. */
  stop(): Promise<void>;
}

const AFTER_A_FAULT_MS = 5_000;

/**
 * Each event of a stream by itself, in no order: one that has to wait goes back to the stream and holds no other. What
 * waits survives restarts, and any replica may get it.
 */
export function deliverEvents(jetstream: JetStreamClient, options: EventDeliveriesOptions): EventDeliveries {
  let stopping = false;
  let waiting: ConsumerMessages | undefined;
  const underWay = new Set<Promise<void>>();
  const loop = run();

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        if (underWay.size >= options.concurrency) await Promise.race(underWay);
        const free = options.concurrency - underWay.size;
        const consumer = await jetstream.consumers.get(options.stream, options.consumer);
        waiting = await consumer.fetch({ max_messages: Math.max(free, 1), expires: 1_000 });
        for await (const message of waiting) take(message);
      } catch (cause) {
        if (stopping) return;
        logger.warn(
          { cause, consumer: options.consumer },
          'Events cannot be taken from the stream; trying again',
        );
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  }

  function take(message: JsMsg): void {
    // Handing back what arrived after the stop lets another replica take it at once.
    if (stopping) return message.nak();
    const work = handle(message).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function handle(message: JsMsg): Promise<void> {
    const event = read(message);
    if (event === undefined) return message.ack();
    const heartbeat = setInterval(() => message.working(), BUS_TIMEOUTS.heartbeatMs);
    try {
      const outcome = await options.handle(event, message.info.redeliveryCount);
      if (outcome.done) message.ack();
      else message.nak(outcome.againInMs);
    } catch (cause) {
      logger.error({ cause, consumer: options.consumer }, 'An event could not be handled; trying again');
      message.nak(AFTER_A_FAULT_MS);
    } finally {
      clearInterval(heartbeat);
    }
  }

  return {
    async stop() {
      stopping = true;
      waiting?.stop();
      await loop;
      await Promise.all(underWay);
    },
  };
}

/** What is no event was reported by whoever archives the stream. */
function read(message: JsMsg): EventEnvelope | undefined {
  try {
    const parsed = EventEnvelope.safeParse(decode(message.data));
    return parsed.success && parsed.data.type === message.subject ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
