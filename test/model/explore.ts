import { Rows } from './bytes';
import { beginningOf, brokenLaw, dropWhatCannotMatter, isOver, steps, worldOf } from './model';
import type { Model } from './protocol';

export interface Exploration {
  readonly states: number;
  /** Steps looked at: each leads from a state to the same or another one. */
  readonly steps: number;
  /** Of the last state that was reached, by the shortest way. */
  readonly depth: number;
  /** Whether every state that can be reached was reached. */
  readonly complete: boolean;
  readonly broken?: Counterexample;
}

export interface Counterexample {
  readonly law: string;
  /** States on the way, the first one included, and one more line than steps where the law breaks in the last step. */
  readonly trace: readonly TraceLine[];
}

export interface TraceLine {
  readonly actor: string;
  readonly what: string;
  /** The state after it. */
  readonly row: Int32Array;
}

/** Breadth first, so that what is found first is a shortest way to break a law. */
export function explore(model: Model, maxStates: number): Exploration {
  const world = beginningOf(model);
  const rows = new Rows(world.words.length);
  rows.add(world.words);
  const parents = [-1];
  const next = worldOf(model);
  let taken = 0;
  let depth = 0;
  let endOfDepth = rows.count;
  for (let index = 0; index < rows.count; index += 1) {
    if (rows.count >= maxStates) return { states: rows.count, steps: taken, depth, complete: false };
    if (index === endOfDepth) {
      depth += 1;
      endOfDepth = rows.count;
    }
    const row = rows.at(index);
    world.load(row);
    if (isOver(model, world)) continue;
    let broken: { law: string; line: TraceLine } | undefined;
    steps(model, world, (actor, what, change) => {
      if (broken !== undefined) return;
      taken += 1;
      next.load(row);
      const law = change(next) ?? undefined;
      dropWhatCannotMatter(model, next);
      const found = rows.add(next.words);
      if (found >= 0) parents.push(index);
      const wrong = law ?? (found >= 0 ? brokenLaw(model, next) : undefined);
      if (wrong !== undefined) broken = { law: wrong, line: { actor, what, row: next.words.slice() } };
    });
    if (broken !== undefined) {
      const { law, line } = broken as { law: string; line: TraceLine };
      const trace = [...wayTo(model, rows, parents, index), line];
      return { states: rows.count, steps: taken, depth: depth + 1, complete: false, broken: { law, trace } };
    }
  }
  return { states: rows.count, steps: taken, depth, complete: true };
}

function wayTo(model: Model, rows: Rows, parents: readonly number[], last: number): TraceLine[] {
  const way: TraceLine[] = [];
  for (let index = last; (parents[index] ?? -1) >= 0; index = parents[index] as number)
    way.unshift(stepBetween(model, rows.at(parents[index] as number), rows.at(index)));
  return way;
}

/** Labels are not kept for every state: the step is found again. */
function stepBetween(model: Model, from: Int32Array, to: Int32Array): TraceLine {
  const world = worldOf(model).load(from);
  const next = worldOf(model);
  let line: TraceLine | undefined;
  steps(model, world, (actor, what, change) => {
    next.load(from);
    change(next);
    dropWhatCannotMatter(model, next);
    if (line === undefined && next.words.every((word, place) => word === to[place]))
      line = { actor, what, row: to.slice() };
  });
  if (line === undefined) throw new Error('A state that was reached by no step');
  return line;
}
