import { Client } from 'pg';
import { startEmbeddedPostgres } from './support/embedded-postgres';

describe('test/support/embedded-postgres', () => {
  it('gives each caller an empty database of its own on a real PostgreSQL', async () => {
    const [first, second] = [await startEmbeddedPostgres(), await startEmbeddedPostgres()];
    const client = new Client({ connectionString: first.url });
    await client.connect();
    const { rows } = await client.query<{ version: string }>('select version() as version');
    await client.end();
    await first.stop();
    const other = new Client({ connectionString: second.url });
    await other.connect();
    const tables = await other.query("select 1 from pg_tables where schemaname = 'public'");
    await other.end();
    await second.stop();

    expect(first.url).not.toBe(second.url);
    expect(rows[0]?.version).toContain('PostgreSQL');
    expect(tables.rowCount).toBe(0);
  }, 90_000);
});
