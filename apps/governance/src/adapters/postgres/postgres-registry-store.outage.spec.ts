import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createDataSource, migrate } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../../test/support/embedded-postgres';
import { DATABASE } from './database';
import { PostgresRegistryStore } from './postgres-registry-store';

describe('governance/adapters/postgres/postgres-registry-store, with a database that goes away and comes back', () => {
  let postgres: EmbeddedPostgres;
  let dataSource: DataSource;
  let line: Line;

  beforeAll(async () => {
    postgres = await startEmbeddedPostgres();
    line = await Line.to(Number(new URL(postgres.url).port));
    const url = new URL(postgres.url);
    url.port = String(line.port);
    dataSource = await createDataSource(DATABASE, url.toString()).initialize();
    await migrate(DATABASE, dataSource);
  }, 120_000);

  afterAll(async () => {
    await dataSource?.destroy();
    await line?.cut();
    await postgres?.stop();
  });

  it('answers store-unavailable meanwhile, and works again by itself', async () => {
    const store = new PostgresRegistryStore(dataSource);
    const at = '2026-01-01T00:00:00.000Z';
    const register = (agentId: string) =>
      store.act({
        at,
        decide: () => [
          {
            kind: 'agent',
            action: 'register',
            agentId,
            maturity: 'intern',
            previous: null,
            actor: { kind: 'person', id: 'rita' },
            at,
          },
        ],
      });
    await register('before');

    await line.cut();
    await expect(register('meanwhile')).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.changesAfter(0, 10)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.snapshot()).rejects.toMatchObject({ code: 'store-unavailable' });
    await line.mend();
    const after = await register('after');

    expect(after.revision).toBe(2);
    expect(await store.agent('meanwhile')).toBeUndefined();
  }, 30_000);
});

/** A TCP relay that can be cut and mended on the same port. */
class Line {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly target: number,
    public port = 0,
  ) {}

  static async to(target: number): Promise<Line> {
    const line = new Line(target);
    await line.mend();
    return line;
  }

  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    this.server = server;
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.port = (server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const { server } = this;
    for (const socket of this.sockets) socket.destroy();
    if (server?.listening) await new Promise((done) => server.close(done));
  }
}
