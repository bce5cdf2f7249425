/** One package of a closure as asked: where it lies, and the places of what it depends on. */
export interface Place {
  readonly path?: string | undefined;
  readonly dependencies?: readonly string[] | undefined;
}

/** Real trees are a few dozen steps deep at most; a longer way is told by its root and its end. */
export const MAX_STEPS = 64;
const LEFT_OUT = '…';
const NOT_REACHED = -1;
const IS_ROOT = -1;

/**
 * The shortest way from any root to every package, breadth first, once for all: linear in packages and dependencies.
 * Places that nobody describes are passed over, and of two packages at one place the first is meant.
 */
export class ShortestPaths {
  private readonly distances: Int32Array;
  private readonly parents: Int32Array;
  private readonly roots: Int32Array;

  constructor(places: readonly Place[], roots: readonly string[]) {
    this.distances = new Int32Array(places.length).fill(NOT_REACHED);
    this.parents = new Int32Array(places.length).fill(IS_ROOT);
    this.roots = new Int32Array(places.length);
    const byPath = new Map<string, number>();
    for (const [index, { path }] of places.entries())
      if (path !== undefined && !byPath.has(path)) byPath.set(path, index);

    const queue: number[] = [];
    for (const root of roots) {
      const index = byPath.get(root);
      if (index !== undefined) this.reach(index, IS_ROOT, queue);
    }
    for (let next = 0; next < queue.length; next += 1) {
      const from = queue[next] as number;
      for (const path of places[from]?.dependencies ?? []) {
        const index = byPath.get(path);
        if (index !== undefined) this.reach(index, from, queue);
      }
    }
  }

  /** Which of these lies nearest to a root; undefined where no root leads to any of them. */
  nearest(indices: readonly number[]): number | undefined {
    let nearest: number | undefined;
    for (const index of indices) {
      const distance = this.distances[index] ?? NOT_REACHED;
      if (distance === NOT_REACHED) continue;
      if (nearest === undefined || distance < (this.distances[nearest] ?? 0)) nearest = index;
    }
    return nearest;
  }

  /** Positions from a root to one that `nearest` has named, both of them included. */
  to(index: number): readonly (number | typeof LEFT_OUT)[] {
    const steps: (number | typeof LEFT_OUT)[] = [];
    let at = index;
    while (at !== IS_ROOT && steps.length < MAX_STEPS - 2) {
      steps.push(at);
      at = this.parents[at] ?? IS_ROOT;
    }
    // A root alone is not left out for the sake of a mark that is as long as it.
    if (at !== IS_ROOT && this.parents[at] !== IS_ROOT) steps.push(LEFT_OUT);
    if (at !== IS_ROOT) steps.push(this.roots[at] ?? at);
    return steps.reverse();
  }

  private reach(index: number, parent: number, queue: number[]): void {
    if (this.distances[index] !== NOT_REACHED) return;
    this.parents[index] = parent;
    this.roots[index] = parent === IS_ROOT ? index : (this.roots[parent] ?? index);
    this.distances[index] = parent === IS_ROOT ? 0 : (this.distances[parent] ?? 0) + 1;
    queue.push(index);
  }
}
