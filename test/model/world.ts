import { WORD_BYTES, fieldsOf, type Fields } from './bytes';

/**
 * What there is in the model of docs/adr/0023: processes that hold leases, acts that are being settled, the
 * database and the stores of leases. Revisions count from 0; whatever runs out is what is left of it in ticks.
 */

/** How far a holder's confirmation is. */
export const CONFIRM = {
  idle: 0,
  renewing: 1,
  renewed: 2,
  /** The renewal failed or got no answer; the log is read all the same, for the checks that wait. */
  unrenewed: 3,
  readLeased: 4,
  readUnleased: 5,
} as const;

/** How far an act is. */
export const ACT = {
  idle: 0,
  /** Only where a fault does something before the commit. */
  prepared: 1,
  /** Durable; its writer has not heard it yet. */
  committed: 2,
  settling: 3,
  /** Settling, and it is known who is behind. */
  listed: 4,
} as const;

/** How far a process is with looking for holders that have gone silent. */
export const TEND = { idle: 0, asking: 1, watching: 2 } as const;

/** What a process that tends knows of one holder: not there, there, renewed since it was first seen. */
export const WATCHED = { absent: 0, same: 1, moved: 2 } as const;

const HOLDER = [
  'revision',
  /** The revision of the decisions that are remembered. */
  'memo',
  'lease',
  'confirm',
  /** What is left of the lease that this confirmation would give. */
  'candidate',
  'read',
  /** What was acknowledged when the confirmation began: a check may have begun then. */
  'floor',
  /** Life of its store of leases as it knows it; 0: it has not asked. */
  'life',
  /** Generation of the leases in force that it knows of, and what is left until it is known for a whole lease. */
  'generation',
  'unsure',
  'generationRead',
  /** A renewal under way that its sender does not wait for any more: revision + 1, and the life it is for. */
  'strayRevision',
  'strayLife',
  /** Only where a fault looks at the lease before the check comes. */
  'looked',
  'tend',
  /** What is left until whoever has not renewed since the look has no lease. */
  'silence',
] as const;
const WRITER = ['act', 'revision', 'generation', 'force', 'wait'] as const;
const DATABASE = ['revision', 'acknowledged', 'generation', 'force'] as const;
const LEFT = ['crashes', 'losses', 'strays'] as const;
const NAME = ['announced', 'noted0', 'noted1'] as const;

const HolderAt = fieldsOf(HOLDER);
const WriterAt = fieldsOf(WRITER);
const DatabaseAt = fieldsOf(DATABASE);
const LeftAt = fieldsOf(LEFT);
const NameAt = fieldsOf(NAME);

export type Holder = Fields<(typeof HOLDER)[number]>;
export type Writer = Fields<(typeof WRITER)[number]>;
export type Name = Fields<(typeof NAME)[number]>;

export interface Sizes {
  holders: number;
  writers: number;
}

/** One state; writing to its parts writes the row. */
export class World {
  /** All of it, as the words that `Rows` keeps. */
  readonly words: Int32Array;
  private readonly row: Uint8Array;
  /** What may still go wrong. */
  readonly left: Fields<(typeof LEFT)[number]>;
  readonly database: Fields<(typeof DATABASE)[number]>;
  readonly holders: readonly Holder[];
  readonly writers: readonly Writer[];
  /** By the name that a holder goes by in the stores: revision + 1 as noted there (0: not there), and as told to all. */
  readonly names: readonly Name[];
  private readonly livesAt: number;
  private readonly behindAt: number;
  private readonly watchedAt: number;

  constructor(private readonly sizes: Sizes) {
    this.words = new Int32Array(Math.ceil(widthOf(sizes) / WORD_BYTES));
    this.row = new Uint8Array(this.words.buffer);
    let at = 0;
    const next = (bytes: number): number => (at += bytes) - bytes;
    this.left = new LeftAt(this.row, next(LEFT.length));
    this.database = new DatabaseAt(this.row, next(DATABASE.length));
    this.holders = times(sizes.holders, () => new HolderAt(this.row, next(HOLDER.length)));
    this.writers = times(sizes.writers, () => new WriterAt(this.row, next(WRITER.length)));
    this.names = times(sizes.holders, () => new NameAt(this.row, next(NAME.length)));
    this.livesAt = next(STORES);
    this.behindAt = next(sizes.writers * sizes.holders);
    this.watchedAt = next(sizes.holders * sizes.holders);
  }

  load(words: Int32Array): this {
    this.words.set(words);
    return this;
  }

  /** Which life a store of leases is in; counts what it lost. */
  life(store: number): number {
    return this.row[this.livesAt + store] as number;
  }

  setLife(store: number, life: number): void {
    this.row[this.livesAt + store] = life;
  }

  /** Whether the writer waits for the holder of this name. */
  isBehind(writer: number, name: number): boolean {
    return this.row[this.behindAt + writer * this.sizes.holders + name] === 1;
  }

  setBehind(writer: number, name: number, isBehind: boolean): void {
    this.row[this.behindAt + writer * this.sizes.holders + name] = isBehind ? 1 : 0;
  }

  watched(process: number, name: number): number {
    return this.row[this.watchedAt + process * this.sizes.holders + name] as number;
  }

  setWatched(process: number, name: number, watched: number): void {
    this.row[this.watchedAt + process * this.sizes.holders + name] = watched;
  }

  noted(store: number, name: number): number {
    const entry = this.names[name] as Name;
    return store === 0 ? entry.noted0 : entry.noted1;
  }

  setNoted(store: number, name: number, noted: number): void {
    const entry = this.names[name] as Name;
    if (store === 0) entry.noted0 = noted;
    else entry.noted1 = noted;
  }
}

/** For where replicas are set up with different stores; most scenarios use the first one only. */
export const STORES = 2;

/** A store in one of its lives, as one number. */
export function identityOf(store: number, life: number): number {
  return life * STORES + store;
}

function widthOf({ holders, writers }: Sizes): number {
  return (
    LEFT.length +
    DATABASE.length +
    STORES +
    holders * (HOLDER.length + NAME.length + writers + holders) +
    writers * WRITER.length
  );
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
