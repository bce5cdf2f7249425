import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from './at-exit';

const GOVERNANCE = resolve(__dirname, '../../../apps/governance/dist/main.js');
const POLICY = resolve(__dirname, '../../../deploy/dev/policy.yaml');
const START_TIMEOUT_MS = 60_000;

export interface ReplicaOptions {
  readonly directory: string;
  readonly name: string;
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Whether its wall clock is in the test's hands. */
  readonly clock?: boolean;
  /** Another build than the repository's. */
  readonly main?: string | undefined;
  /** Where the other build finds what it does not bring. */
  readonly nodePath?: string | undefined;
}

/** One governance process. */
export class Replica {
  private child: ChildProcess | undefined;

  constructor(private readonly options: ReplicaOptions) {}

  async up(): Promise<void> {
    const { directory, name, natsUrl, databaseUrl, redisUrl, clock = false, main, nodePath } = this.options;
    const log = join(directory, `${name}.log`);
    const output = openSync(log, 'a');
    const before = readFileSync(log, 'utf8').length;
    if (clock) this.setClock('+0');
    this.child = spawn(process.execPath, [main ?? GOVERNANCE], {
      env: {
        PATH: process.env['PATH'],
        TMPDIR: process.env['TMPDIR'],
        NATS_URL: natsUrl,
        NATS_NKEY_SEED_FILE: '',
        DATABASE_URL: databaseUrl,
        INITIAL_POLICY_FILE: POLICY,
        LOG_LEVEL: 'info',
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        ...(nodePath === undefined ? {} : { NODE_PATH: nodePath }),
        ...(clock ? this.fakeTime() : {}),
      },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const { child } = this;
    const forget = atExit(() => child.kill('SIGKILL'));
    child.once('exit', forget);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!readFileSync(log, 'utf8').slice(before).includes('"ready":true')) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${name} did not come up: ${readFileSync(log, 'utf8').slice(-2_000)}`);
      await sleep(25);
    }
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await ended;
  }

  stop(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  /** How far its wall clock is off, as libfaketime spells it: `+1h`, `-1h`, `+0`. */
  setClock(offset: string): void {
    writeFileSync(this.clockFile(), `${offset}\n`);
  }

  private clockFile(): string {
    return join(this.options.directory, `${this.options.name}.clock`);
  }

  /** Only the wall clock: one that only grows is not set by anybody on a real machine either. */
  private fakeTime(): NodeJS.ProcessEnv {
    return {
      LD_PRELOAD: fakeTimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: this.clockFile(),
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
  }
}

/** Debian keeps it in a folder by architecture. */
function fakeTimeLibrary(): string {
  const found = readdirSync('/usr/lib')
    .map((folder) => join('/usr/lib', folder, 'faketime/libfaketime.so.1'))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('libfaketime is not installed: apt-get install libfaketime');
  return found;
}
