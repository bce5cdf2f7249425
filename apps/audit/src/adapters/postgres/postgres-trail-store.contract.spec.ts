import { createDataSource } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { ArchiveEvents } from '../../application/archive-events';
import { appendTo, envelope, trailStoreContract } from '../../application/ports/trail-store.contract';
import { ReadTrail } from '../../application/read-trail';
import { Database, DATABASE } from './database';
import { MIGRATIONS } from './migrations';
import { PostgresTrailStore } from './postgres-trail-store';

const NO_STREAM = { pending: async () => 0 };

describe('apps/audit/adapters/postgres', () => {
  let server: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let source: DataSource;
  let database: Database;

  beforeAll(async () => {
    server = await startEmbeddedPostgres();
    source = await createDataSource(DATABASE, server.url).initialize();
    database = new Database(server.url);
  }, 120_000);

  afterAll(async () => {
    await database.close();
    await source.destroy();
    await server.stop();
  });

  async function emptyStore(): Promise<PostgresTrailStore> {
    await (
      await database.source()
    ).query(
      `alter table audit.event disable trigger append_only;
       truncate audit.event, audit.decision_cursor, audit.noticed_gap;
       alter table audit.event enable trigger append_only;
       update audit.head set sequence = 0, hash = repeat('0', 64), events = 0, decisions = 0, stream_sequence = 0`,
    );
    return new PostgresTrailStore(database);
  }

  describe('migrations', () => {
    const tables = () =>
      source.query(
        `select table_name from information_schema.tables where table_schema = 'audit' order by 1`,
      );

    it('go up, down to nothing, and up again', async () => {
      await source.runMigrations();
      const first = await tables();
      for (const _ of MIGRATIONS) await source.undoLastMigration();
      const none = await tables();
      await source.runMigrations();

      expect(first).toHaveLength(4);
      expect(none).toEqual([]);
      await expect(tables()).resolves.toEqual(first);
    });

    it('run once when two replicas start together', async () => {
      for (const _ of MIGRATIONS) await source.undoLastMigration();
      const replicas = [new Database(server.url), new Database(server.url)];

      await Promise.all(replicas.map((replica) => replica.source()));

      await expect(tables()).resolves.toHaveLength(4);
      await Promise.all(replicas.map((replica) => replica.close()));
    });
  });

  describe('store', () => {
    trailStoreContract(emptyStore);

    it.each([
      ['update audit.event set body = body'],
      ['update audit.event set sequence = 5 where sequence = 1'],
      ['delete from audit.event'],
      ['delete from audit.event where false'],
      ['truncate audit.event'],
      ['truncate audit.event cascade'],
    ])('refuses: %s', async (statement) => {
      const store = await emptyStore();
      await appendTo(store, [envelope('a')]);

      await expect(source.query(statement)).rejects.toMatchObject({
        message: expect.stringContaining('append-only'),
      });
      await expect(store.counts()).resolves.toMatchObject({ head: { events: 1 } });
    });

    it('notes where in the stream it is, and the gaps it saw', async () => {
      const store = await emptyStore();
      const gap = { replica: 'r', epoch: 'e', from: 1, to: 3 };
      const extension = { rows: [], cursors: [], gaps: [gap] };
      await store.extend((trail) => trail.append({ ...extension, head: trail.head, streamSequence: 9 }));
      await store.extend((trail) => trail.append({ ...extension, head: trail.head, streamSequence: 4 }));

      await expect(source.query('select stream_sequence::int as at from audit.head')).resolves.toEqual([
        { at: 9 },
      ]);
      await expect(
        source.query('select from_sequence::int as low, to_sequence::int as high from audit.noticed_gap'),
      ).resolves.toEqual([{ low: 1, high: 3 }]);
    });
  });

  describe('archive', () => {
    const archivist = { replica: 'r', now: () => new Date(0) };

    it('archives once what two replicas are given at the same time', async () => {
      const store = await emptyStore();
      const batch = Array.from({ length: 40 }, (_, index) => ({
        envelope: envelope(`e${index}`),
        streamSequence: index + 1,
      }));
      const replicas = [
        new ArchiveEvents(store, archivist),
        new ArchiveEvents(new PostgresTrailStore(database), archivist),
      ];

      const receipts = await Promise.all([...replicas, ...replicas].map((archive) => archive.run(batch)));

      expect(receipts.reduce((sum, { archived }) => sum + archived, 0)).toBe(40);
      await expect(new ReadTrail(store, NO_STREAM).verify()).resolves.toMatchObject({
        intact: true,
        events: 40,
      });
    });

    it.each([
      [
        'a body',
        `update audit.event set body = replace(body, 'skill', 'SKILL') where sequence = 2`,
        'hash-mismatch',
      ],
      ['a column', `update audit.event set at = '1999-01-01T00:00:00Z' where sequence = 2`, 'hash-mismatch'],
      ['a row', 'delete from audit.event where sequence = 2', 'sequence-gap'],
      ['the tail', 'delete from audit.event where sequence > 2', 'truncated'],
      ['all', 'delete from audit.event', 'truncated'],
      ['the head', "update audit.head set hash = repeat('1', 64)", 'truncated'],
    ])('verify notices that the owner of the database tampered with %s', async (_, tampering, kind) => {
      const store = await emptyStore();
      await appendTo(store, [envelope('a'), envelope('b'), envelope('c')]);
      await source.query(
        `alter table audit.event disable trigger append_only; ${tampering}; alter table audit.event enable trigger append_only`,
      );

      const verdict = await new ReadTrail(store, NO_STREAM).verify();

      expect(verdict.intact).toBe(false);
      expect(verdict.faults.map((fault) => fault.kind)).toContain(kind);
    });
  });

  describe('without a database', () => {
    const absent = new PostgresTrailStore(new Database('postgres://postgres@127.0.0.1:1/none'));

    it.each([
      ['extend', () => absent.extend(async () => undefined)],
      ['counts', () => absent.counts()],
      ['search', () => absent.search({ limit: 1, maxBytes: 1 })],
      ['read', () => absent.read(async () => undefined)],
    ])('%s says store-unavailable', async (_, call) => {
      await expect(call()).rejects.toMatchObject({ code: 'store-unavailable' });
    });

    it('works again when the database is back', async () => {
      const store = await emptyStore();
      await source.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sallyport-audit' and pid <> pg_backend_pid()`,
      );

      // Each of the pool's six connections may be found dead once.
      const append = (more: number): Promise<void> =>
        appendTo(store, [envelope('a')]).catch((cause: unknown) =>
          more > 0 ? append(more - 1) : Promise.reject(cause),
        );
      await append(6);

      await expect(store.counts()).resolves.toMatchObject({ head: { events: 1 } });
    });
  });
});
