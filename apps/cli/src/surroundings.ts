import type { ConnectOptions, SallyportClient } from '@sallyport/client';
import type { Discovery } from '@sallyport/requirements';
import type { Machine } from './scan/machine';

/** Where output goes: a terminal, a pipe, or a test's memory. */
export interface Sink {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal. */
  readonly columns?: number;
}

/** A REST answer; `body` is parsed JSON, or undefined where it was none. */
export interface RestAnswer {
  status: number;
  body: unknown;
}

/** Everything outside of the program that a command may touch. `main.ts` gives the real one. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly osUser: string;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** @throws where the file cannot be read */
  readText(path: string): string;
  exists(path: string): boolean;
  /** The first bytes of a regular file; undefined where there is none that can be read. */
  headOf(path: string): Buffer | undefined;
  /** @throws where the file cannot be written */
  writeText(path: string, text: string): void;
  /** What the skill in a folder or file requires. @throws DomainError `invalid-request`, `scan-failed` */
  discoverSkill(path: string): Promise<Discovery>;
  /** Names of what lies in a directory, in order; undefined: it is none. */
  namesIn(path: string): string[] | undefined;
  /** What a scan without a stack needs. */
  readonly machine: Machine;
  connect(options: ConnectOptions): Promise<SallyportClient>;
  /** GET with a bearer token. @throws DomainError `nobody-listens`, `timeout` */
  getJson(url: string, bearer: string): Promise<RestAnswer>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds, monotonic. */
  clock(): number;
  sleep(ms: number): Promise<void>;
}
