import type { Gap } from '../facts/signal';

/** How far values are followed through the names of a file: the author chooses how far they go. Where it ends is told. */
export class Bound {
  isMet = false;
  private left: number;

  /** @param depth of expressions in each other, well below what the stack holds */
  constructor(
    private readonly steps: number,
    private readonly depth: number,
  ) {
    this.left = steps;
  }

  /** False where it ends. */
  step(depth: number): boolean {
    this.left -= 1;
    if (this.left >= 0 && depth <= this.depth) return true;
    this.isMet = true;
    return false;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }

  /** For what comes of what was found until now, which is not lost with what was not. */
  renew(): void {
    this.left = this.steps;
  }

  /** Code of a megabyte may meet it honestly. */
  gaps(file: string): Gap[] {
    return this.isMet ? [{ kind: 'too-many', what: 'more values and names than are followed', file }] : [];
  }
}
