import { execFile, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Ecosystem } from '@sallyport/domain';
import { digestOfFile } from './our-verdicts';

export interface GuardDogVerdict {
  file: string;
  seconds: number;
  /** 0 to 10; null where it failed. */
  score: number | null;
  /** Its own words for the score: `no_risks_detected`, `low_risk`, …, or `failed: WHY`. */
  label: string;
  /** What it names as a risk. */
  risks: readonly string[];
}

export const GUARDDOG = 'guarddog==3.2.0';
const ENVIRONMENT = resolve(__dirname, '../../../.sallyport/bench-guarddog');
const DRIVER = resolve(__dirname, '../../scan/ask_guarddog.py');
const KEPT = join(ENVIRONMENT, 'verdicts.jsonl');
/** A second of wall time for each one that ours may take, and as much again: it is never stopped for a busy machine. */
const LIMIT_SECONDS = 240;
/** Nobody listens there. GuardDog asks for lists of names as it starts, and goes on with its own where none come. */
const OFFLINE = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };
const run = promisify(execFile);

/** Installs GuardDog from PyPI into an environment of its own, once. */
export async function installGuardDog(): Promise<void> {
  if (existsSync(join(ENVIRONMENT, 'done'))) return;
  process.stderr.write(`Installing ${GUARDDOG}\n`);
  const uv = process.env['UV_PATH'] ?? 'uv';
  await run(uv, ['venv', '-q', '--clear', ENVIRONMENT]);
  await run(uv, ['pip', 'install', '-q', '--python', join(ENVIRONMENT, 'bin/python'), GUARDDOG]);
  writeFileSync(join(ENVIRONMENT, 'done'), GUARDDOG);
}

/** Its verdicts on archives, with as many processes as there are cores. */
export async function askGuardDog(
  ecosystem: Ecosystem,
  files: readonly string[],
  onVerdict: (verdict: GuardDogVerdict) => void = () => {},
): Promise<GuardDogVerdict[]> {
  if (files.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'guarddog-'));
  try {
    const list = join(folder, 'files');
    writeFileSync(list, files.join('\n'));
    const args = [DRIVER, ecosystem, String(cpus().length), String(LIMIT_SECONDS), list];
    const child = spawn(join(ENVIRONMENT, 'bin/python'), args, {
      env: { ...process.env, ...OFFLINE },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    const verdicts: GuardDogVerdict[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const [file, seconds, score, label, risks] = JSON.parse(line) as [
        string,
        number,
        number | null,
        string,
        string[],
      ];
      verdicts.push({ file, seconds, score, label, risks });
      onVerdict({ file, seconds, score, label, risks });
    }
    const status = await ended;
    if (status !== 0 || verdicts.length !== files.length)
      throw new Error(
        `GuardDog ended with ${String(status)} after ${verdicts.length} of ${files.length} artifacts`,
      );
    return verdicts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds that its command line takes, which is how a user runs it: a program that starts anew for each artifact. */
export async function commandLineSeconds(ecosystem: Ecosystem, files: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const left = [...files];
  const worker = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift())
      await run(join(ENVIRONMENT, 'bin/guarddog'), [ecosystem, 'scan', file], {
        env: { ...process.env, ...OFFLINE },
        maxBuffer: 64 * 1024 ** 2,
        timeout: LIMIT_SECONDS * 1_000,
      });
  };
  await Promise.all(cpus().map(worker));
  return (performance.now() - startedAt) / 1_000;
}

/**
 * The same, for which it need not look twice: the version is pinned, so bytes that it has judged are judged. Where time
 * is measured, nothing is kept.
 */
export async function keptGuardDog(
  ecosystem: Ecosystem,
  files: readonly string[],
): Promise<GuardDogVerdict[]> {
  const kept = keptVerdicts();
  const keyOf = (file: string): string => `${GUARDDOG} ${ecosystem} ${digestOfFile(file)}`;
  const missing = files.filter((file) => !kept.has(keyOf(file)));
  await askGuardDog(ecosystem, missing, (verdict) => {
    const key = keyOf(verdict.file);
    kept.set(key, verdict);
    appendFileSync(KEPT, `${JSON.stringify({ key, verdict })}\n`);
  });
  return files.map((file) => ({ ...(kept.get(keyOf(file)) as GuardDogVerdict), file }));
}

function keptVerdicts(): Map<string, GuardDogVerdict> {
  const lines = existsSync(KEPT) ? readFileSync(KEPT, 'utf8').trimEnd().split('\n') : [];
  return new Map(
    lines.map((line) => {
      const { key, verdict } = JSON.parse(line) as { key: string; verdict: GuardDogVerdict };
      return [key, verdict];
    }),
  );
}
