import type { Counterexample, TraceLine } from './explore';
import { beginningOf, brokenLaw, steps, worldOf } from './model';
import type { Model } from './protocol';
import type { World } from './world';

// Jest's globals are slow to look up.
const { imul } = Math;

export interface Walk {
  readonly steps: number;
  readonly walks: number;
  /** Revisions that were acknowledged on all walks together: a walk on which nothing works shows nothing. */
  readonly acknowledged: number;
  /** States in which some holder could answer from memory. */
  readonly answering: number;
  readonly broken?: Counterexample;
}

/** A usual step is taken as often as this many rare ones. */
const USUAL_WEIGHT = 60;
/** After so many it starts anew: acts, kills and losses are used up. */
const STEPS_PER_WALK = 4_000;

/** Far deeper than a search can go, and not everywhere. The same seed takes the same steps. */
export function walk(model: Model, maxSteps: number, seed: number): Walk {
  const random = randomOf(seed);
  const world = worldOf(model);
  const next = worldOf(model);
  let taken = 0;
  let walks = 0;
  let acknowledged = 0;
  let answering = 0;
  while (taken < maxSteps) {
    walks += 1;
    world.load(beginningOf(model).words);
    const trace: TraceLine[] = [];
    for (let step = 0; step < STEPS_PER_WALK && taken < maxSteps; step += 1) {
      const chosen = choose(model, world, random);
      if (chosen === undefined) break;
      next.load(world.words);
      const law = chosen.change(next) ?? brokenLaw(model, next);
      taken += 1;
      trace.push({ actor: chosen.actor, what: chosen.what, row: next.words.slice() });
      if (law !== undefined) return { steps: taken, walks, acknowledged, answering, broken: { law, trace } };
      world.load(next.words);
      if (world.holders.some(({ lease }) => lease > 0)) answering += 1;
    }
    acknowledged += world.database.acknowledged;
  }
  return { steps: taken, walks, acknowledged, answering };
}

interface Choice {
  actor: string;
  what: string;
  change: (next: World) => string | void;
}

function choose(model: Model, world: World, random: () => number): Choice | undefined {
  let chosen: Choice | undefined;
  let total = 0;
  steps(model, world, (actor, what, change, isRare = false) => {
    const weight = isRare ? 1 : USUAL_WEIGHT;
    total += weight;
    if (random() * total < weight) chosen = { actor, what, change };
  });
  return chosen;
}

/** mulberry32: from 0 up to 1, the same row for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
