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

  constructor({ ecosystem, name, version }: PackageId) {
    this.ecosystem = ecosystem;
    this.name = name;
    this.version = version;
    Object.freeze(this);
  }

  /** What was kept for this very holder; undefined: nothing, or another holder came after it. */
  heldFor(holder: object): unknown {
    return this.#holder === holder ? this.#held : undefined;
  }

  keep(holder: object, held: unknown): void {
    this.#holder = holder;
    this.#held = held;
  }
}
