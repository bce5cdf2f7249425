import { SallyportClient, type ConnectOptions } from '@sallyport/client';
import type { ArtifactAnalysis } from '@sallyport/analysis';
import type { Discovery } from '@sallyport/requirements';
import { runCli } from '../cli';
import type { ExitCode } from '../exit-code';
import type { Machine } from '../scan/machine';
import type { RestAnswer, Sink, Surroundings } from '../surroundings';
import { FakeProduct } from './fake-product.fake';
import { AT } from './fixed-facts';

export interface FakeRun {
  exit: ExitCode;
  stdout: string;
  stderr: string;
  /** Users whose credentials were used, in the order of connecting. */
  users: string[];
  /** Files that were written. */
  written: Record<string, string>;
}

export interface FakeRunOptions {
  machine?: Machine;
  product?: FakeProduct;
  env?: Record<string, string>;
  files?: Record<string, string>;
  /** What the skill at a path requires. */
  discover?: (path: string) => Promise<Discovery>;
  tty?: boolean;
  rest?: (url: string, bearer: string) => RestAnswer;
  connect?: (options: ConnectOptions) => Promise<SallyportClient>;
}

export const CONNECT = {
  natsUrl: 'nats://127.0.0.1:4222',
  credentials: { viewer: 'v.nk', executor: 'e.nk', reviewer: 'r.nk', admin: 'a.nk' },
  gatewayUrl: null as string | null,
  tokensFile: 'tokens.json',
};

/** A machine on which everything is clean. */
const HONEST_MACHINE: Machine = {
  home: '/home/me',
  subjectsIn: (folder, what) =>
    Promise.resolve({
      subjects: [{ what, source: 'folder', task: { folder, part: { kind: 'own' } } }],
      notLookedAt: [],
    }),
  openAnalyzer: () => ({
    rulesVersion: 'fake',
    analyze: () => Promise.resolve(CLEAN),
    analyzeUntold: () => Promise.resolve({ ...CLEAN, ecosystem: null }),
    close: () => undefined,
  }),
  run: () => Promise.resolve({ status: null, stdout: '', stderr: 'no programs here' }),
};
const CLEAN: ArtifactAnalysis = {
  ...{ verdict: 'clean', findings: [], capabilities: [], files: 1, unpackedBytes: 1, identity: null },
};

/** One command line against a product in memory. */
export async function runFake(words: readonly string[], options: FakeRunOptions = {}): Promise<FakeRun> {
  const { product = new FakeProduct(), tty = false } = options;
  const files: Record<string, string> = {
    '/home/me/.sallyport/connect.json': JSON.stringify(CONNECT),
    ...options.files,
  };
  const users: string[] = [];
  const written: Record<string, string> = {};
  const stdout = new MemorySink(tty);
  const stderr = new MemorySink(tty);
  let now = 0;
  const around: Surroundings = {
    env: options.env ?? {},
    cwd: '/home/me/project',
    osUser: 'me',
    stdout,
    stderr,
    readText: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`ENOENT ${path}`);
      return text;
    },
    headOf: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path]).subarray(0, 8)),
    machine: options.machine ?? HONEST_MACHINE,
    exists: (path) => files[path] !== undefined,
    writeText: (path, text) => {
      written[path] = text;
    },
    discoverSkill: (path) => options.discover?.(path) ?? Promise.reject(new Error(`no skill at ${path}`)),
    namesIn: (path) => {
      const names = Object.keys(files).flatMap((file) =>
        file.startsWith(`${path}/`) ? [file.slice(path.length + 1)] : [],
      );
      return names.length > 0 ? names.sort() : undefined;
    },
    connect: (asked) => {
      users.push(asked.user);
      return options.connect ? options.connect(asked) : Promise.resolve(SallyportClient.over(product));
    },
    getJson: (url, bearer) =>
      Promise.resolve(options.rest?.(url, bearer) ?? { status: 404, body: undefined }),
    now: () => Date.parse(AT),
    clock: () => now++,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const exit = await runCli(words, around);
  return { exit, stdout: stdout.text, stderr: stderr.text, users, written };
}

class MemorySink implements Sink {
  text = '';
  readonly columns = 120;

  constructor(readonly isTTY: boolean) {}

  write(text: string): void {
    this.text += text;
  }
}
