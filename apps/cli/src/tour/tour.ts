import { DomainError } from '@sallyport/domain';
import type { Screen } from '../screen/screen';
import { foreign } from '../screen/foreign';
import { NotPossible, Unexpected, type TourStep } from './step';
import type { TourTotals, TourWorld } from './world';

export interface TourRow {
  name: string;
  ok: boolean;
  /** What happened, or what went wrong. */
  detail: string;
  ms: number;
}

export interface TourReport {
  ok: boolean;
  steps: TourRow[];
  totals: TourTotals & { steps: number; failed: number; ms: number };
}

/** Shows the tour to a person while it goes on. */
export interface TourGuide {
  begins(number: number, name: string): void;
  ended(row: TourRow, show: ((screen: Screen) => string) | undefined): void;
}

/**
 * Takes every step in order. A step that fails does not end the tour: the later ones still run where they can,
 * so that one look says what works, and so that what was changed is put back.
 */
export async function takeTour(
  steps: readonly TourStep[],
  world: TourWorld,
  guide: TourGuide,
): Promise<TourReport> {
  const rows: TourRow[] = [];
  const begun = world.clock();
  for (const step of steps) {
    guide.begins(rows.length + 1, step.name);
    const since = world.clock();
    const { ok, detail, show } = await outcomeOf(step, world);
    const row = { name: step.name, ok, detail, ms: Math.round(world.clock() - since) };
    rows.push(row);
    guide.ended(row, show);
  }
  const failed = rows.filter(({ ok }) => !ok).length;
  const ms = Math.round(world.clock() - begun);
  return { ok: failed === 0, steps: rows, totals: { ...world.totals, steps: rows.length, failed, ms } };
}

async function outcomeOf(step: TourStep, world: TourWorld) {
  try {
    return { ok: true, ...(await step.run(world)) };
  } catch (cause) {
    return { ok: false, detail: whyNot(cause), show: undefined };
  }
}

function whyNot(cause: unknown): string {
  if (cause instanceof NotPossible) return `not possible: ${foreign(cause.message)}`;
  if (cause instanceof Unexpected) return foreign(cause.message, 1_000);
  if (DomainError.is(cause)) return foreign(`${cause.code}: ${cause.message} (${cause.hint})`, 1_000);
  return foreign(
    `unexpected fault: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`,
    1_000,
  );
}
