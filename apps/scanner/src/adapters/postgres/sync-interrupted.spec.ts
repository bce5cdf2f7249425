import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageId } from '@sallyport/domain';
import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { AdvisoryKnowledge } from '../../application/advisory-knowledge';
import { ImportAdvisories } from '../../application/import-advisories';
import { AdvisorySource, type AdvisoryFile } from '../../application/ports/advisory-source';
import { zip } from '@sallyport/analysis/testing';
import { BrokenServer, type Answering } from '../../testing/broken-server';
import { RecordingEvents } from '../../testing/recording-events.fake';
import { OsvExport } from '../osv/osv-export';
import { OSV_LIMITS } from '../osv/osv-limits';
import { DATABASE } from './database';
import { PostgresAdvisoryStore } from './postgres-advisory-store';

const ACTOR = { kind: 'person' as const, id: 'ann' };
const PROBE = packageId({ ecosystem: 'npm', name: 'probe', version: '1.0.0' });
const RECORDS = 1_200;

/** The records of one day: all of them change from one day to the next. */
function exportOf(day: number): Buffer {
  return zip(
    Array.from({ length: RECORDS }, (_, n) => ({
      name: `GHSA-${n}.json`,
      content: JSON.stringify({
        id: `GHSA-${n}`,
        modified: `2026-01-0${day}T00:00:00Z`,
        summary: `day ${day}, record ${n} ${randomBytes(40).toString('hex')}`,
        affected: [{ package: { ecosystem: 'npm', name: n === 0 ? 'probe' : `p${n}` }, versions: ['1.0.0'] }],
      }),
    })),
  );
}

const YESTERDAY = exportOf(1);
const TODAY = exportOf(2);

let postgres: EmbeddedPostgres;
let folder: string;
let server: BrokenServer;
let dataSource: DataSource;
let admin: DataSource;

/** The same files, with something that happens when one of them is read. */
class Watched extends AdvisorySource {
  constructor(
    private readonly source: AdvisorySource,
    private readonly at: { file: number; happens: () => Promise<void> },
  ) {
    super();
  }

  async *files(source: string): AsyncGenerator<AdvisoryFile> {
    let read = 0;
    for await (const file of this.source.files(source)) {
      read += 1;
      if (read === this.at.file) await this.at.happens();
      yield file;
    }
  }
}

/** One import as a process of its own would do it: nothing is remembered but what lies on disk and in the database. */
async function sync(at?: { file: number; happens: () => Promise<void> }, events = new RecordingEvents()) {
  const source = new OsvExport(folder, { ...OSV_LIMITS, pausesMs: [] });
  const store = new PostgresAdvisoryStore(dataSource);
  const watched = at === undefined ? source : new Watched(source, at);
  const use = new ImportAdvisories(watched, store, events, { now: () => new Date('2026-02-01T00:00:00Z') });
  return use.import({ actor: ACTOR, source: server.url });
}

/** As a crash of the database, or of ourselves, ends it. */
async function endTransactions(): Promise<void> {
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`,
  );
}

async function endsAtWriteTo(table: string): Promise<void> {
  await admin.query(`create or replace function public.crash() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return new; end $$`);
  await admin.query(
    `create trigger crash before insert or update on ${table} for each row execute function public.crash()`,
  );
}

async function mended(): Promise<void> {
  await admin.query('drop function if exists public.crash() cascade');
}

/** What a scanner answers that starts now, by either way, and what waits on disk. */
async function state() {
  const store = new PostgresAdvisoryStore(dataSource);
  const { revision, facts } = await store.standing();
  const [byDatabase, byIndex] = [new AdvisoryKnowledge(store), new AdvisoryKnowledge(store)];
  await byIndex.refresh();
  const answer = async (knowledge: AdvisoryKnowledge) =>
    /^day \d/.exec((await knowledge.about([PROBE])).findings[0]?.[0]?.message ?? 'nothing')?.[0];
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.zip'));
  const [kept] = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  return {
    advisories: facts.advisories,
    revision,
    database: await answer(byDatabase),
    index: (await byIndex.state()).current ? await answer(byIndex) : 'not current',
    keptBytes: kept ?? 0,
  };
}

interface Interruption {
  what: string;
  plan?: Answering;
  at?: { file: number; happens: () => Promise<void> };
  prepare?: () => Promise<void>;
}

const CUT = Buffer.from(TODAY.subarray(0, Math.floor(TODAY.length * 0.7)));
const INTERRUPTIONS: readonly Interruption[] = [
  { what: 'the server is out of order', plan: { status: 503 } },
  { what: 'the network is lost after a tenth', plan: { cutAfter: Math.floor(TODAY.length * 0.1) } },
  { what: 'the network is lost again, at the half', plan: { cutAfter: Math.floor(TODAY.length * 0.4) } },
  {
    what: 'the file is another one by now, and its network is lost at a third',
    plan: { etag: '"two"', cutAfter: Math.floor(TODAY.length * 0.33) },
  },
  { what: 'the network is lost one byte before the end', plan: { cutAfter: TODAY.length - 1 } },
  {
    what: 'the server has only a part of the zip, and takes it for the whole',
    plan: { etag: '"cut"', body: CUT },
  },
  { what: 'the process ends when the first records are read', at: { file: 2, happens: endTransactions } },
  {
    what: 'the process ends when half of the records are staged',
    at: { file: 700, happens: endTransactions },
  },
  { what: 'the process ends when the last record is read', at: { file: RECORDS, happens: endTransactions } },
  {
    what: 'the process ends while records are put in force',
    prepare: () => endsAtWriteTo('scanner.advisory'),
  },
  {
    what: 'the process ends while the index is written',
    prepare: () => endsAtWriteTo('scanner.advisory_index'),
  },
  { what: 'the process ends just before the end', prepare: () => endsAtWriteTo('scanner.advisory_import') },
];

beforeAll(async () => {
  postgres = await startEmbeddedPostgres();
  folder = join(await mkdtemp(join(tmpdir(), 'osv-sync-')), 'downloads');
  admin = await createDataSource(DATABASE, postgres.url).initialize();
  await migrate(DATABASE, admin);
  dataSource = await createDataSource(DATABASE, postgres.url).initialize();
  server = await BrokenServer.serving(TODAY);
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await admin?.destroy();
  await server?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('adapters/postgres, a sync that is interrupted', () => {
  it('leaves the old data in force, whole and by either way, until the new is whole', async () => {
    server.plan({ etag: '"yesterday"', body: YESTERDAY });
    await sync();
    const before = await state();
    const rows: [string, string, Awaited<ReturnType<typeof state>>][] = [['before', 'done', before]];

    for (const { what, plan = {}, at, prepare } of INTERRUPTIONS) {
      server.plan(plan);
      await prepare?.();
      const outcome = await sync(at).then(
        () => 'done',
        (cause: { code?: string }) => cause.code ?? String(cause),
      );
      await mended();
      rows.push([what, outcome, await state()]);
    }
    server.plan({});
    const sentBefore = server.seen.length;
    const last = await sync();
    rows.push(['nothing', 'done', await state()]);

    process.stdout.write(tableOf(rows));
    const states = rows.slice(1, -1);
    expect(before).toMatchObject({ advisories: RECORDS, database: 'day 1', index: 'day 1' });
    expect(states.map(([what, outcome]) => [what, outcome])).toEqual(
      INTERRUPTIONS.map(({ what, plan }) => [
        what,
        plan === undefined ? 'store-unavailable' : 'advisories-unreadable',
      ]),
    );
    expect(states.map(([, , { keptBytes: _, ...rest }]) => rest)).toEqual(
      states.map(() => ({ ...before, keptBytes: undefined })),
    );
    expect(rows.at(-1)?.[2]).toMatchObject({ advisories: RECORDS, database: 'day 2', index: 'day 2' });
    expect(last).toMatchObject({ imported: RECORDS, refused: [] });
    // The whole zip lay there: nothing of it was fetched again.
    expect(server.seen.slice(sentBefore)).toEqual([{ range: undefined, sent: 0 }]);
  }, 120_000);

  it('is told of where only the telling was interrupted', async () => {
    server.plan({ etag: '"three"', body: exportOf(3) });
    const deaf = new RecordingEvents();
    deaf.advisoriesImported = () => Promise.reject(new Error('the bus is gone'));
    const events = new RecordingEvents();

    await expect(sync(undefined, deaf)).rejects.toThrow('the bus is gone');
    const again = await sync(undefined, events);

    expect(again).toMatchObject({ imported: 0, unchanged: RECORDS });
    expect(events.imports).toHaveLength(1);
    expect(await state()).toMatchObject({ database: 'day 3', index: 'day 3' });
  }, 60_000);
});

function tableOf(rows: readonly (readonly [string, string, Awaited<ReturnType<typeof state>>])[]): string {
  const lines = rows.map(([what, outcome, { advisories, revision, database, index, keptBytes }]) => [
    ...[what, outcome, String(advisories), String(revision), database ?? 'nothing', index ?? 'nothing'],
    String(keptBytes),
  ]);
  const head = [
    'interrupted where',
    'outcome',
    'advisories',
    'revision',
    'database says',
    'index says',
    'bytes kept',
  ];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const text = [head, ...lines].map((line) =>
    line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  );
  return `\n${text.join('\n')}\n\n`;
}
