import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '../../attacks/seeded';
import { cpuMs, peakMb } from '../child-usage';
import { mutant } from './mutate';
import { seeds } from './seeds';
import type { Range } from './mutants.child';

const TYPESCRIPT = join(__dirname, '../../../libs/analysis/src/testing/require-typescript.cjs');
/** As the product gives its processes (`ProcessAnalyzer`). */
const HEAP_MB = 384;
/** Mutants of one process, so that what leaks shows and what is lost by a crash is little. */
const SHARE = 1_000;

export interface MutantsReport {
  mutants: number;
  /** Numbers of mutants that ended the process, or stopped the analysis with an error. */
  crashes: string[];
  /** Numbers of mutants that took more than `HANG_MS` of processor time, or `MAX_WALL_MS` altogether. */
  hangs: string[];
  /** Mutants that took longer than a second, with their milliseconds. */
  slow: [number, number][];
  peakMb: number;
  seconds: number;
}

/** Of the processor, which others use too: what waits for it does not hang. */
export const HANG_MS = 5_000;
/** What waits for anything else does. */
const MAX_WALL_MS = 60_000;

interface Options {
  seed: string;
  count: number;
  processes: number;
  first?: number;
  tell?(line: string): void;
}

/** Gives mutants to processes like the product's, and counts what the processes do not survive. Repeatable by its seed. */
export async function runMutants({
  seed,
  count,
  processes,
  first = 0,
  tell,
}: Options): Promise<MutantsReport> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const report: MutantsReport = { mutants: count, crashes: [], hangs: [], slow: [], peakMb: 0, seconds: 0 };
  const ranges: Omit<Range, 'progress'>[] = [];
  for (let from = first; from < first + count; from += SHARE)
    ranges.push({ seed, from, to: Math.min(from + SHARE, first + count) });
  try {
    const next = async (): Promise<void> => {
      for (let range = ranges.shift(); range !== undefined; range = ranges.shift()) {
        const rest = await runRange({ ...range, progress: join(folder, `${range.from}`) }, report, tell);
        if (rest !== undefined) ranges.unshift(rest);
        if (range.to % 10_000 === 0) tell?.(`${range.to} of ${first + count}`);
      }
    };
    await Promise.all(Array.from({ length: processes }, next));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

/** What is left of the range, where its process did not come to the end. */
function runRange(
  range: Range,
  report: MutantsReport,
  tell: Options['tell'],
): Promise<Omit<Range, 'progress'> | undefined> {
  return new Promise((resolve) => {
    const child = fork(join(__dirname, 'mutants.child.ts'), [], {
      env: {},
      execArgv: ['--require', TYPESCRIPT, `--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let error = '';
    let isHung = false;
    let isDone = false;
    let last = { at: '', since: performance.now(), cpu: 0 };
    child.stderr?.on('data', (chunk: Buffer) => (error = (error + chunk.toString()).slice(-600)));
    const watch = setInterval(() => {
      report.peakMb = Math.max(report.peakMb, (child.pid && peakMb(child.pid)) || 0);
      const at = progressOf(range.progress);
      const cpu = (child.pid && cpuMs(child.pid)) || last.cpu;
      if (at !== last.at) last = { at, since: performance.now(), cpu };
      // Until the first mutant the process only starts.
      isHung = at !== '' && (cpu - last.cpu > HANG_MS || performance.now() - last.since > MAX_WALL_MS);
      if (isHung) child.kill('SIGKILL');
    }, 100);
    child.on('message', ({ slow }: { slow: [number, number][] }) => {
      isDone = true;
      report.slow.push(...slow);
      child.disconnect();
    });
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      if (isDone) return resolve(undefined);
      const at = Number(progressOf(range.progress) || range.from);
      const { language, how } = mutant(seeds(), seeded(`${range.seed} ${at}`));
      const line = `${at} (${language}: ${how.join(', ')}): ${isHung ? 'hangs' : `ended by ${signal ?? code} ${error}`}`;
      tell?.(line);
      report[isHung ? 'hangs' : 'crashes'].push(line);
      const { progress: _, ...rest } = range;
      resolve(at + 1 < range.to ? { ...rest, from: at + 1 } : undefined);
    });
    child.send(range);
  });
}

function progressOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // The process has not begun.
    return '';
  }
}
