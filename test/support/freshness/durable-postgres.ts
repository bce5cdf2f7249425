import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { copyPrograms } from '../embedded-postgres';
import { freePort } from '../redis-server';
import { atExit } from './at-exit';

const run = promisify(execFile);
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const START_TIMEOUT_MS = 30_000;
const isRoot = process.getuid?.() === 0;
const owner = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/**
 * A PostgreSQL of a test's own that is as durable as in production, because it is killed in the middle of commits.
 * Its processes are one group, so that all of them die or stop at once, as they would with their machine.
 */
export class DurablePostgres {
  private server: ChildProcess | undefined;
  private forget = (): void => undefined;

  private constructor(
    private readonly root: string,
    private readonly native: string,
    readonly port: number,
  ) {}

  static async start(): Promise<DurablePostgres> {
    const root = mkdtempSync(join('/var/tmp', 'sallyport-fresh-'));
    const native = copyPrograms(root);
    const data = join(root, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (isRoot) for (const path of [root, data]) chownSync(path, NOBODY, NOBODY);
    const postgres = new DurablePostgres(root, native, await freePort());
    const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(native, 'bin/initdb'), initdb, { ...postgres.options(), timeout: START_TIMEOUT_MS });
    await postgres.up();
    postgres.forget = atExit(() => postgres.signal('SIGKILL'));
    return postgres;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  async up(): Promise<void> {
    const settings = [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    this.server = spawn(
      join(this.native, 'bin/postgres'),
      ['-D', join(this.root, 'data'), ...settings.flatMap((setting) => ['-c', setting])],
      { ...this.options(), stdio: 'ignore', detached: true },
    );
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.query('select 1').catch(() => undefined))) {
      if (Date.now() > deadline) throw new Error('PostgreSQL did not come up');
      await sleep(50);
    }
  }

  /** `immediate`: no process of it lives to the next instruction. `fast`: as an operator restarts it. */
  async down(how: 'fast' | 'immediate'): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const ended = new Promise((done) => server.once('exit', done));
    if (how === 'fast') server.kill('SIGINT');
    else this.signal('SIGKILL');
    await ended;
    this.server = undefined;
  }

  stall(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  /** Every flush of the log waits this long first, as on a disk that is slow to answer; 0: as it is. At most 100. */
  async delayFlushes(ms: number): Promise<void> {
    await this.query(`alter system set commit_siblings = 0`);
    await this.query(`alter system set commit_delay = ${ms * 1_000}`);
    await this.query('select pg_reload_conf()');
  }

  async query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async destroy(): Promise<void> {
    this.resume();
    await this.down('immediate');
    this.forget();
    rmSync(this.root, { recursive: true, force: true });
  }

  private signal(signal: NodeJS.Signals): void {
    const pid = this.server?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // Gone already.
    }
  }

  private options() {
    const env = { LANG: 'C.UTF-8', LD_LIBRARY_PATH: join(this.native, 'lib') };
    return { cwd: this.root, env, ...owner };
  }
}
