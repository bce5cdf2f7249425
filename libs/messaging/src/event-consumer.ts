import { EventEnvelope } from '@sallyport/domain';
import type { Consumer, ConsumerMessages, JetStreamClient, JsMsg } from 'nats';
import { logger } from './logger';
import { decode } from './wire';

export interface ReceivedEvent {
  envelope: EventEnvelope;
  streamSequence: number;
}

export interface UnreadableMessage {
  raw: string;
  subject: string;
  streamSequence: number;
}

export interface EventConsumerOptions {
  stream: string;
  /** Durable consumer, created by provision. */
  consumer: string;
  maxBatch: number;
  /** In stream order. Messages are acknowledged when it resolves; when it throws they come again. */
  handle(batch: readonly ReceivedEvent[]): Promise<void>;
  /** Messages that are no event; acknowledged when it resolves. Without it they stay in the stream. */
  refuse?(messages: readonly UnreadableMessage[]): Promise<void>;
}

export interface EventConsumer {
  /** Messages in the stream that are not acknowledged yet. */
  pending(): Promise<number>;
  stop(): Promise<void>;
}

/** How long a batch waits for more before it is handled. */
const LINGER_MS = 20;

/** Reads a stream in order, in batches, at least once. */
export function consumeEvents(jetstream: JetStreamClient, options: EventConsumerOptions): EventConsumer {
  let stopping = false;
  let messages: ConsumerMessages | undefined;
  const loop = run();

  async function open(): Promise<Consumer> {
    return jetstream.consumers.get(options.stream, options.consumer);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        const consumer = await open();
        messages = await consumer.fetch({ max_messages: 1, expires: 2_000 });
        const batch: JsMsg[] = [];
        for await (const message of messages) batch.push(message);
        if (batch.length === 0 || stopping) continue;
        await delay(LINGER_MS);
        const available = Math.min(options.maxBatch - 1, batch[0]?.info.pending ?? 0);
        if (available > 0) {
          messages = await consumer.fetch({ max_messages: available, expires: 1_000 });
          for await (const message of messages) batch.push(message);
        }
        await handleBatch(batch);
      } catch (cause) {
        if (stopping) return;
        logger.warn(
          { cause, consumer: options.consumer },
          'Events cannot be taken from the stream; trying again',
        );
        await delay(1_000);
      }
    }
  }

  async function handleBatch(batch: JsMsg[]): Promise<void> {
    const events: ReceivedEvent[] = [];
    const unreadable: UnreadableMessage[] = [];
    for (const message of batch) {
      const envelope = read(message);
      if (envelope) events.push({ envelope, streamSequence: message.seq });
      else
        unreadable.push({
          raw: Buffer.from(message.data).toString('utf8'),
          subject: message.subject,
          streamSequence: message.seq,
        });
    }
    if (unreadable.length > 0) {
      logger.error(
        { count: unreadable.length, consumer: options.consumer },
        'Messages in the stream are no events',
      );
    }
    await untilDone(batch, async () => {
      if (events.length > 0) await options.handle(events);
      if (unreadable.length > 0) await options.refuse?.(unreadable);
    });
    for (const message of batch) message.ack();
  }

  /** The batch is kept and tried again here, not handed back: handing back would let later events overtake it. */
  async function untilDone(batch: readonly JsMsg[], work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (cause) {
        if (stopping) throw cause;
        logger.warn(
          { cause, consumer: options.consumer },
          'A batch of events could not be handled; trying again',
        );
        for (const message of batch) message.working();
        await delay(1_000);
      }
    }
  }

  return {
    async pending() {
      const info = await (await open()).info();
      return info.num_pending + info.num_ack_pending;
    },
    async stop() {
      stopping = true;
      messages?.stop();
      await loop;
    },
  };
}

function read(message: JsMsg): EventEnvelope | undefined {
  try {
    const parsed = EventEnvelope.safeParse(decode(message.data));
    // Credentials hold a service to its own subjects: an event that claims another type than its subject is forged.
    return parsed.success && parsed.data.type === message.subject ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
