import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** Measured numbers of one round, or their medians over all rounds. Units stand in the names: `coldMs`, `perSecond`. */
export type Figures = Record<string, number>;

export interface Bench {
  /** As in `npm run bench -- NAME`. */
  name: string;
  /** What the ratio is held to; null where there are only first figures yet. */
  target: number | null;
  /** Whether a ratio above the target meets it, or one below. */
  higherIsBetter: boolean;
  /** How often each side is measured, at least 3. */
  rounds: number;
  /** One round of ours. */
  ours(): Promise<Figures>;
  /** One round of what we compare to. */
  baseline(): Promise<Figures>;
  /** From the medians of both sides. */
  ratio(ours: Figures, baseline: Figures): number;
  /** Takes away what the bench has set up, also when a round fails. */
  cleanUp?(): Promise<void>;
}

/** The one JSON object on the last line of stdout. */
export interface BenchReport {
  name: string;
  met: boolean;
  ratio: number;
  target: number | null;
  figures: Figures;
  baseline: Figures;
  runs: number;
  machine: { cpu: string; cores: number; memoryGiB: number; node: string; kernel: string };
}

const LEAST_ROUNDS = 3;

/**
 * Measures both sides in turn, so that a machine that gets slower is slow for both, after one round of each that
 * does not count. Progress goes to stderr; the report goes to stdout.
 */
export async function runBench(bench: Bench): Promise<BenchReport> {
  try {
    const report = await measured(bench);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return report;
  } finally {
    await bench.cleanUp?.();
  }
}

async function measured(bench: Bench): Promise<BenchReport> {
  if (bench.rounds < LEAST_ROUNDS) throw new Error(`A median needs at least ${LEAST_ROUNDS} rounds.`);
  process.stderr.write(`${bench.name}: warming up\n`);
  await bench.ours();
  await bench.baseline();
  const rounds: { ours: Figures[]; baseline: Figures[] } = { ours: [], baseline: [] };
  for (let round = 1; round <= bench.rounds; round += 1) {
    // Whoever goes first finds a cooler machine, so they take turns at that as well.
    const order = round % 2 === 1 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const);
    for (const side of order) {
      const figures = await bench[side]();
      rounds[side].push(figures);
      process.stderr.write(`${bench.name} ${round}/${bench.rounds} ${side.padEnd(8)} ${readable(figures)}\n`);
    }
  }
  return reportOf(bench, rounds.ours, rounds.baseline);
}

export function reportOf(
  { name, target, higherIsBetter, ratio }: Pick<Bench, 'name' | 'target' | 'higherIsBetter' | 'ratio'>,
  ours: Figures[],
  theirs: Figures[],
): BenchReport {
  const figures = medians(ours);
  const baseline = medians(theirs);
  const value = ratio(figures, baseline);
  const met = target === null || (higherIsBetter ? value >= target : value <= target);
  return {
    name,
    met,
    ratio: rounded(value),
    target,
    figures,
    baseline,
    runs: ours.length,
    machine: machine(),
  };
}

function medians(rounds: Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rounded(median(rounds.map((round) => round[name] ?? NaN)))]),
  );
}

/** The middle one; of an even number, the mean of the middle two. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

const rounded = (value: number): number => Number(value.toPrecision(6));

const readable = (figures: Figures): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join('  ');

function machine(): BenchReport['machine'] {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    kernel: readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(),
  };
}

/** The part of a stack's connect file that a bench reads. */
export interface Connection {
  dockerHost: string;
  images: Record<string, string>;
  natsUrl: string;
  databaseUrl: string;
  gatewayUrl: string;
}

/** The running stack, by the file that SALLYPORT_CONNECT names. */
export function connection(): Connection {
  const file = process.env['SALLYPORT_CONNECT'];
  if (!file) throw new Error('A bench needs a running stack: start it with `npm run bench -- NAME`.');
  return JSON.parse(readFileSync(file, 'utf8')) as Connection;
}
