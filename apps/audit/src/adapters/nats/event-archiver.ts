import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AUDIT_CONSUMER, DomainError, EVENTS_STREAM } from '@sallyport/domain';
import { Bus, logger, type EventConsumer } from '@sallyport/messaging';
import { ArchiveEvents, type ArchiveReceipt } from '../../application/archive-events';
import { EventStream } from '../../application/ports/event-stream';

/** Events of one transaction. */
const MAX_BATCH = 500;

/** Feeds the archive from the durable stream; a batch is acknowledged after its transaction is committed. */
@Injectable()
export class EventArchiver extends EventStream implements OnApplicationBootstrap, OnApplicationShutdown {
  private consumer: EventConsumer | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly archive: ArchiveEvents,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.consumer = this.bus.consumeEvents({
      stream: EVENTS_STREAM.name,
      consumer: AUDIT_CONSUMER,
      maxBatch: MAX_BATCH,
      handle: async (batch) => report(await this.archive.run(batch)),
      refuse: async (messages) => report(await this.archive.runUnreadable(messages)),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer?.stop();
  }

  override async pending(): Promise<number> {
    try {
      if (this.consumer) return await this.consumer.pending();
    } catch (cause) {
      throw new DomainError('bus-unavailable', 'The stream of events does not answer', { cause });
    }
    throw new DomainError('bus-unavailable', 'The stream of events is not open yet');
  }
}

function report({ archived, skipped, gaps }: ArchiveReceipt): void {
  for (const gap of gaps) logger.error({ gap }, 'Decisions are missing from the stream of events');
  logger.debug({ archived, skipped }, 'Events were archived');
}
