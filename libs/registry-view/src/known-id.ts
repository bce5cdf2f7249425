import type { Ecosystem, PackageId } from '@sallyport/domain';

/**
 * Coordinates that were normalised once and are asked about again and again. They remember for one holder what it
 * holds of them: finding that by a map costs more than the rest of a check, as each step is another place in memory.
 */
export class KnownId implements PackageId {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  #holder: object | undefined;
  #held: unknown;
  #whole: unknown;
  #isAskedAgain = false;

  constructor({ ecosystem, name, version }: PackageId) {
    this.ecosystem = ecosystem;
    this.name = name;
    this.version = version;
    Object.freeze(this);
  }

  /**
   * False the first time, and true from then on. What is asked for once is not worth keeping: in a large registry that
   * is most of it, and keeping it would cost more than finding it out.
   */
  isAskedAgain(): boolean {
    if (this.#isAskedAgain) return true;
    this.#isAskedAgain = true;
    return false;
  }

  /** What was kept for this very holder; undefined: nothing, or another holder came after it. */
  heldFor(holder: object): unknown {
    return this.#holder === holder ? this.#held : undefined;
  }

  /** Of what is kept, the part that nearly everybody wants: one step in memory fewer. */
  wholeFor(holder: object): unknown {
    return this.#holder === holder ? this.#whole : undefined;
  }

  /** What was kept before is forgotten, the whole too. */
  keep(holder: object, held: unknown, whole?: unknown): void {
    this.#holder = holder;
    this.#held = held;
    this.#whole = whole;
  }
}
