import { printable } from '@sallyport/domain';
import type { ConsumerMessages, JetStreamClient, JsMsg } from 'nats';
import type { z } from 'zod';
import type { Bus } from './bus';
import { logger } from './logger';
import { BUS_TIMEOUTS, MAX_DELIVERIES, REDELIVERY_DELAY_MS } from './timeouts';
import { decode } from './wire';

export interface WorkQueueOptions<T> {
  stream: string;
  /** Durable consumer, created by provision. */
  consumer: string;
  schema: z.ZodType<T>;
  /** Where a job goes that cannot be read or has failed at every attempt. */
  deadSubject: string;
  /** Jobs at once in this process. */
  concurrency?: number;
  /** Resolves: done, acknowledged. Throws: delivered again later, after the last attempt kept as a dead letter. */
  handle(job: T, context: { attempt: number; lastAttempt: boolean }): Promise<void>;
}

export interface WorkQueue {
  /** Takes no more jobs and resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/** Pulls one job per free slot, so that a job waits in the stream (for any worker) and never in a busy process. */
export function startWorkQueue<T>(
  bus: Bus,
  jetstream: JetStreamClient,
  options: WorkQueueOptions<T>,
): WorkQueue {
  let stopping = false;
  const waiting = new Set<ConsumerMessages>();
  const slots = Array.from({ length: options.concurrency ?? 1 }, () => pullLoop());

  async function pullLoop(): Promise<void> {
    while (!stopping) {
      try {
        const consumer = await jetstream.consumers.get(options.stream, options.consumer);
        const batch: ConsumerMessages = await consumer.fetch({ max_messages: 1, expires: 5_000 });
        waiting.add(batch);
        for await (const message of batch) {
          waiting.delete(batch);
          await work(message);
        }
        waiting.delete(batch);
      } catch (cause) {
        if (stopping) return;
        logger.warn({ cause, consumer: options.consumer }, 'The work queue cannot be reached; trying again');
        await delay(1_000);
      }
    }
  }

  async function work(message: JsMsg): Promise<void> {
    // Handing back what arrived after the stop lets another worker take it at once.
    if (stopping) return message.nak();
    const attempt = message.info.redeliveryCount;
    const lastAttempt = attempt >= MAX_DELIVERIES;
    const job = read(message);
    if (job === undefined) return bury(message, 'unreadable');
    const heartbeat = setInterval(() => message.working(), BUS_TIMEOUTS.heartbeatMs);
    try {
      await options.handle(job, { attempt, lastAttempt });
      await message.ackAck();
    } catch (cause) {
      logger.error({ cause, consumer: options.consumer, attempt }, 'A job failed');
      if (lastAttempt) await bury(message, cause instanceof Error ? cause.message : 'failed');
      else message.nak(REDELIVERY_DELAY_MS[attempt - 1] ?? REDELIVERY_DELAY_MS.at(-1));
    } finally {
      clearInterval(heartbeat);
    }
  }

  function read(message: JsMsg): T | undefined {
    try {
      const parsed = options.schema.safeParse(decode(message.data));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  async function bury(message: JsMsg, reason: string): Promise<void> {
    const dead = {
      reason: printable(reason),
      subject: message.subject,
      body: Buffer.from(message.data).toString('utf8'),
    };
    await bus.enqueue(options.deadSubject, `dead-${message.info.stream}-${message.seq}`, dead);
    // Without a reason on purpose: nats-server 2.9 does not understand one and would keep the message pending.
    message.term();
  }

  return {
    async stop() {
      stopping = true;
      // Slots that wait for a job end at once; slots that work end when the job does.
      for (const batch of waiting) batch.stop();
      await Promise.all(slots);
    },
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
