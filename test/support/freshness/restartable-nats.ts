import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'nats';
import { freePort } from '../redis-server';
import { atExit } from './at-exit';

const START_TIMEOUT_MS = 20_000;

/** A nats-server of a test's own without credentials, which comes back at the same address with what it had stored. */
export class RestartableNats {
  private server: ChildProcess | undefined;
  private forget = (): void => undefined;

  private constructor(
    private readonly directory: string,
    readonly port: number,
  ) {}

  static async start(): Promise<RestartableNats> {
    const nats = new RestartableNats(mkdtempSync(join(tmpdir(), 'sallyport-fresh-')), await freePort());
    await nats.up();
    nats.forget = atExit(() => nats.server?.kill('SIGKILL'));
    return nats;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const config = join(this.directory, 'nats.conf');
    // As large as deploy/nats.conf lets a message be; there is no argument for it.
    writeFileSync(config, 'max_payload: 8MB\n');
    const args = ['-c', config, '-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.directory];
    this.server = spawn('nats-server', args, { stdio: 'ignore' });
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const connection = await connect({ servers: this.url, reconnect: false, timeout: 500 }).catch(
        () => undefined,
      );
      if (connection !== undefined) return connection.close();
      if (Date.now() > deadline) throw new Error('nats-server did not come up: is it installed?');
      await sleep(20);
    }
  }

  async down(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGKILL');
    await ended;
    this.server = undefined;
  }

  async destroy(): Promise<void> {
    await this.down();
    this.forget();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
