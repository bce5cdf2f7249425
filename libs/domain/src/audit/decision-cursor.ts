import type { Run } from './number-runs';
import type { DecisionBatch } from './trail';

/** The greatest decision that was archived of one replica's epoch. */
export interface DecisionCursor {
  readonly replica: string;
  readonly epoch: string;
  readonly last: number;
}

/** Decisions that had not come when a later one was archived. They may still come: `verify` has the last word. */
export interface NoticedGap extends Run {
  readonly replica: string;
  readonly epoch: string;
}

/** Moves a cursor over one batch, and names what the batch left out. A batch that is already behind it changes nothing. */
export function advance(last: number, batch: DecisionBatch): { last: number; gaps: NoticedGap[] } {
  const { replica, epoch } = batch;
  const gaps: NoticedGap[] = [];
  for (const sequence of [...batch.sequences].sort((a, b) => a - b)) {
    if (sequence > last + 1) gaps.push({ replica, epoch, from: last + 1, to: sequence - 1 });
    last = Math.max(last, sequence);
  }
  return { last, gaps };
}
