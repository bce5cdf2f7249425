import { setTimeout as sleep } from 'node:timers/promises';
import { undecidedIn, VIOLATIONS, type Verdict, type Violation } from './check-history';
import type { Fault } from './faults';
import type { History } from './history';
import { elapsed } from './shared-clock';
import type { World } from './world';

/** When a fault was there, on the shared clock. */
export interface Span {
  readonly fault: string;
  readonly from: number;
  /** The fault was taken away: a killed process was told to start, a link is open. */
  readonly healed: number;
  readonly to: number;
}

export interface Row {
  readonly leases: string;
  readonly fault: string;
  readonly checks: number;
  readonly staleAllows: number;
  /** All other violations of answers. */
  readonly otherViolations: number;
  readonly lostChanges: number;
  /** Checks that were not decided. */
  readonly denialsCaused: number;
  readonly denialsByCode: Readonly<Record<string, number>>;
  /** From when the fault was taken away until the last check that was not decided began; 0: none did. */
  readonly recoveryMs: number;
  readonly acknowledged: number;
  readonly slowestAcknowledgementMs: number;
}

const HOLD_MS = 2_000;
/** Checks are normal again when all of them were decided for this long. */
const CALM_MS = 600;
const CALM_WITHIN_MS = 60_000;

/** Lets a fault happen while checks and writes go on, until all is as before. */
export async function suffer(world: World, fault: Fault): Promise<Span> {
  const from = elapsed();
  await fault.begin(world);
  await sleep(fault.holdMs ?? HOLD_MS);
  const healed = elapsed();
  await fault.end(world);
  await world.whole(CALM_WITHIN_MS);
  await world.calm(CALM_MS, CALM_WITHIN_MS);
  return { fault: fault.name, from, healed, to: elapsed() };
}

const LOG_VIOLATIONS: readonly Violation[] = ['lost-change', 'gap-in-log', 'out-of-order'];

export function rowOf(leases: string, span: Span, history: History, verdict: Verdict): Row {
  const { fault, from, healed, to } = span;
  const isWithin = (time: number): boolean => time >= from && time < to;
  const count = (violations: readonly Violation[]): number =>
    violations.reduce((sum, violation) => sum + verdict.times[violation].filter(isWithin).length, 0);
  const { checks, undecided, byCode, lastStart } = undecidedIn(history.checks, from, to);
  const acknowledged = history.operations.filter(
    ({ start, receipt }) => receipt !== undefined && isWithin(start),
  );
  return {
    leases,
    fault,
    checks,
    staleAllows: count(['stale-allow']),
    otherViolations: count(
      VIOLATIONS.filter((violation) => violation !== 'stale-allow' && !LOG_VIOLATIONS.includes(violation)),
    ),
    lostChanges: count(LOG_VIOLATIONS),
    denialsCaused: undecided,
    denialsByCode: byCode,
    recoveryMs: Math.max(0, Math.round((lastStart ?? 0) - healed)),
    acknowledged: acknowledged.length,
    slowestAcknowledgementMs: Math.round(Math.max(0, ...acknowledged.map(({ start, end }) => end - start))),
  };
}

const HEADS = [
  'fault',
  'leases',
  'checks',
  'stale',
  'other',
  'lost',
  'denials',
  'recovery',
  'acks',
  'slowest ack',
];

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.fault,
    row.leases,
    ...[row.checks, row.staleAllows, row.otherViolations, row.lostChanges, row.denialsCaused],
    `${row.recoveryMs} ms`,
    row.acknowledged,
    `${row.slowestAcknowledgementMs} ms`,
  ]);
  const lines = [HEADS, ...cells].map((line) => line.map(String));
  const widths = HEADS.map((_, n) => Math.max(...lines.map((line) => (line[n] as string).length)));
  const padded = lines.map((line) =>
    line.map((cell, n) => (n < 2 ? cell.padEnd(widths[n] as number) : cell.padStart(widths[n] as number))),
  );
  return padded.map((line) => line.join('  ').trimEnd()).join('\n');
}
