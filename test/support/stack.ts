import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Bus, readSeed } from '@sallyport/messaging';

/** The connect.json that `deploy/dev` writes for a stack. */
export interface StackConnection {
  natsUrl: string;
  credentials: Record<string, string>;
  gatewayUrl: string;
  tokensFile: string;
  dockerHost: string;
  databaseUrl: string;
  images: Record<string, string>;
  stackId: string;
  stateDir: string;
  artifactStoreDir: string;
}

const run = promisify(execFile);
const CONTROL = resolve(__dirname, '../../deploy/dev/control.mjs');

/** The stack that `npm test` started for this run. */
export function sharedStack(): StackConnection {
  const file = process.env['SALLYPORT_CONNECT'];
  if (!file) throw new Error('System tests need a running stack: run them with `npm test`.');
  return JSON.parse(readFileSync(file, 'utf8')) as StackConnection;
}

export type TestUser = 'executor' | 'viewer' | 'reviewer' | 'admin';

export function connectAs(stack: StackConnection, user: TestUser): Promise<Bus> {
  return Bus.connect({
    url: stack.natsUrl,
    seed: readSeed(stack.credentials[user]),
    user,
    name: `test-${user}`,
  });
}

export type TestService = 'governance' | 'scanner' | 'installer-npm';

/** A service's own connection, for what no client may ask. */
export function connectAsService(stack: StackConnection, service: TestService): Promise<Bus> {
  const seed = readSeed(join(stack.stateDir, 'creds', `${service}.nk`));
  return Bus.connect({ url: stack.natsUrl, seed, user: service, name: `test-${service}` });
}

/** What the scanner tells governance is believed, so tests of decisions can say what was seen. */
export const connectAsScanner = (stack: StackConnection): Promise<Bus> => connectAsService(stack, 'scanner');

export function tokenOf(stack: StackConnection, role: TestUser): string {
  const tokens = JSON.parse(readFileSync(stack.tokensFile, 'utf8')) as Record<string, string>;
  const token = tokens[role];
  if (!token) throw new Error(`No token for ${role} in ${stack.tokensFile}`);
  return token;
}

/** A stack of its own, whose parts may be stopped; shares the engine and its images with the run. */
export interface PrivateStack extends StackConnection {
  down(part: string, options?: { kill?: boolean }): Promise<void>;
  /** Brings back whatever is missing. */
  up(...more: string[]): Promise<void>;
  pause(part: string): Promise<void>;
  resume(part: string): Promise<void>;
  destroy(): Promise<void>;
}

export async function startPrivateStack(...more: string[]): Promise<PrivateStack> {
  const stateDir = await mkdtemp(join(tmpdir(), 'sallyport-faults-'));
  const control = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [CONTROL, ...args], { maxBuffer: 16 * 1024 ** 2 });
    return stdout;
  };
  const connection = JSON.parse(await control('up', stateDir, ...more)) as StackConnection;
  return {
    ...connection,
    async down(part, options = {}) {
      await control('down', stateDir, part, ...(options.kill ? ['--kill'] : []));
    },
    async up(...again) {
      await control('up', stateDir, ...again);
    },
    async pause(part) {
      await control('pause', stateDir, part);
    },
    async resume(part) {
      await control('resume', stateDir, part);
    },
    async destroy() {
      await control('down', stateDir, 'all');
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Asks again until the answer is there; a test that waits for ever is ended by Jest. */
export async function until<T>(read: () => Promise<T | undefined>, everyMs = 100): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
