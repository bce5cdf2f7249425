import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { AuditController } from './adapters/nats/audit.controller';
import { EventArchiver } from './adapters/nats/event-archiver';
import { Database } from './adapters/postgres/database';
import { PostgresTrailStore } from './adapters/postgres/postgres-trail-store';
import { ArchiveEvents } from './application/archive-events';
import { EventStream } from './application/ports/event-stream';
import { TrailStore } from './application/ports/trail-store';
import { ReadTrail } from './application/read-trail';
import type { AuditConfig } from './config';

@Module({})
export class AuditModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static forRoot(config: AuditConfig): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [
        { provide: Database, useFactory: () => new Database(config.DATABASE_URL) },
        {
          provide: TrailStore,
          useFactory: (database: Database) => new PostgresTrailStore(database),
          inject: [Database],
        },
        {
          provide: ArchiveEvents,
          useFactory: (store: TrailStore, bus: Bus) =>
            new ArchiveEvents(store, { replica: bus.replica, now: () => new Date() }),
          inject: [TrailStore, Bus],
        },
        EventArchiver,
        { provide: EventStream, useExisting: EventArchiver },
        {
          provide: ReadTrail,
          useFactory: (store: TrailStore, stream: EventStream) => new ReadTrail(store, stream),
          inject: [TrailStore, EventStream],
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
