import type { Ecosystem } from '../package';
import { skeletonOf } from './confusables';
import { sortedWords, squashed, withOneLess } from './forms';
import { foldName, LONGEST_NAME, scopeOf } from './subject';

/**
 * A list of popular names, most popular first, and what finds in it. Whoever is in it is established. Every lookup is
 * one of a few keys in a map: nothing is compared with the whole list.
 */
export class PopularNames {
  readonly names: readonly string[];
  private readonly ranks = new Map<string, number>();
  private readonly folded = new Map<string, number[]>();
  private readonly slips = new Map<string, number[]>();
  private readonly skeletons = new Map<string, number[]>();
  private readonly squashes = new Map<string, number[]>();
  private readonly words = new Map<string, number[]>();
  private readonly joined = new Map<string, number[]>();
  private readonly bases = new Map<string, number[]>();
  private readonly scopeSizes = new Map<string, number>();
  private readonly scopeSlips = new Map<string, string[]>();

  constructor(
    readonly ecosystem: Ecosystem,
    ranked: Iterable<string>,
  ) {
    this.names = [...new Set(ranked)].filter((name) => name !== '' && name.length <= LONGEST_NAME);
    this.names.forEach((name, index) => this.take(name, index));
    for (const scope of this.scopeSizes.keys())
      for (const form of [...withOneLess(scope), skeletonOf(scope)]) append(this.scopeSlips, form, scope);
  }

  /** One name a line; empty lines and lines that begin with `#` are left out. */
  static parse(ecosystem: Ecosystem, text: string): PopularNames {
    const lines = text.split('\n').map((line) => line.trim());
    return new PopularNames(
      ecosystem,
      lines.filter((line) => line !== '' && !line.startsWith('#')),
    );
  }

  fold(name: string): string {
    return foldName(this.ecosystem, name);
  }

  /** From 1; undefined for a name that is not established. */
  rankOf(name: string): number | undefined {
    return this.ranks.get(this.key(name));
  }

  /** The popular name that this is, letter case aside; the most popular of them. */
  called(folded: string): string | undefined {
    return this.namesAt(this.folded.get(folded))[0];
  }

  /** How many popular names a scope has; 0 for a scope that is not established. */
  sizeOfScope(scope: string): number {
    return this.scopeSizes.get(scope) ?? 0;
  }

  /** A superset of the names that are one omission, insertion, substitution or swap of neighbours away. */
  near(folded: string): string[] {
    return this.namesAt(withOneLess(folded).flatMap((form) => this.slips.get(form) ?? []));
  }

  ofSkeleton(skeleton: string): string[] {
    return this.namesAt(this.skeletons.get(skeleton));
  }

  ofSquash(squash: string): string[] {
    return this.namesAt(this.squashes.get(squash));
  }

  ofWords(words: string): string[] {
    return this.namesAt(this.words.get(words));
  }

  /** Scoped names whose scope and base, put together, are this without separators. */
  ofJoined(squash: string): string[] {
    return this.namesAt(this.joined.get(squash));
  }

  /** Scoped names with this after the scope. */
  ofBase(base: string): string[] {
    return this.namesAt(this.bases.get(base));
  }

  /** A superset of the scopes that look like this one, and are another. */
  scopesNear(scope: string): string[] {
    const found = [...withOneLess(scope), skeletonOf(scope)].flatMap(
      (form) => this.scopeSlips.get(form) ?? [],
    );
    return [...new Set(found)].filter((other) => other !== scope);
  }

  private take(name: string, index: number): void {
    const folded = this.fold(name);
    const key = this.key(name);
    if (!this.ranks.has(key)) this.ranks.set(key, index + 1);
    append(this.folded, folded, index);
    const { scope, base } = scopeOf(folded);
    if (scope !== undefined) {
      this.scopeSizes.set(scope, this.sizeOfScope(scope) + 1);
      append(this.joined, squashed(scope + base), index);
      append(this.bases, base, index);
      return;
    }
    for (const form of withOneLess(folded)) append(this.slips, form, index);
    append(this.skeletons, skeletonOf(folded), index);
    append(this.squashes, squashed(folded), index);
    append(this.words, sortedWords(folded), index);
  }

  /** npm compares names exactly, PyPI does not. */
  private key(name: string): string {
    return this.ecosystem === 'npm' ? name : this.fold(name);
  }

  private namesAt(indices: readonly number[] = []): string[] {
    const ascending = indices.length < 2 ? indices : [...new Set(indices)].sort((a, b) => a - b);
    return ascending.map((index) => this.names[index] ?? '');
  }
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
