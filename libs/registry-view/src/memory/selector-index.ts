import {
  foldPublisher,
  selectorMatches,
  type Ecosystem,
  type Selector,
  type SelectorSubject,
} from '@sallyport/domain';

export interface Held<Value> {
  readonly id: string;
  readonly selector: Selector;
  readonly value: Value;
}

type Group = 'name' | 'pattern' | 'digest' | 'publisher';
type Place = readonly [group: Group, outer: string, inner: string];
type Bucket<Value> = Map<string, Held<Value>>;

/** Patterns that fix no scope are held here; no scope is spelled so. */
const ANY_SCOPE = '';
const NO_ECOSYSTEM = '';

/**
 * Selectors by what they name, so that a package meets only those that could speak of it: the ones of its name, the
 * patterns of its scope and those without scope, the ones of its digests and of its publisher.
 */
export class SelectorIndex<Value> {
  private readonly places = new Map<string, Place>();
  private readonly groups: Readonly<Record<Group, Map<string, Map<string, Bucket<Value>>>>> = {
    name: new Map(),
    pattern: new Map(),
    digest: new Map(),
    publisher: new Map(),
  };

  /** `prereleases`: whether ranges take every pre-release that lies in them, as bans have to. */
  constructor(private readonly options: { readonly prereleases: boolean }) {}

  /** Replaces what was held under this id. */
  put(id: string, selector: Selector, value: Value): void {
    this.delete(id);
    const place = placeOf(selector);
    const [group, outer, inner] = place;
    childOf(childOf(this.groups[group], outer), inner).set(id, Object.freeze({ id, selector, value }));
    this.places.set(id, place);
  }

  delete(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    const [group, outer, inner] = place;
    const bucket = this.groups[group].get(outer)?.get(inner);
    bucket?.delete(id);
    if (bucket?.size === 0) this.groups[group].get(outer)?.delete(inner);
    this.places.delete(id);
  }

  /** By id, so that every replica gathers the same list however it came to its state. */
  matching(subject: SelectorSubject): readonly Held<Value>[] {
    if (this.places.size === 0) return NONE;
    const { id, digests, publisher } = subject;
    const found: Held<Value>[] = [];
    const look = (group: Group, outer: string, inner: string): void => {
      for (const held of this.groups[group].get(outer)?.get(inner)?.values() ?? NONE) {
        if (selectorMatches(held.selector, subject, this.options)) found.push(held as Held<Value>);
      }
    };
    look('name', id.ecosystem, id.name);
    look('pattern', id.ecosystem, ANY_SCOPE);
    const scope = scopeOf(id.name);
    if (scope !== ANY_SCOPE) look('pattern', id.ecosystem, scope);
    for (const digest of new Set(digests)) look('digest', NO_ECOSYSTEM, digest);
    if (publisher !== null) look('publisher', id.ecosystem, foldPublisher(publisher));
    return found.sort(byId);
  }

  /** Every one that names a publisher of the ecosystem, by id. */
  ofPublishers(ecosystem: Ecosystem): readonly Held<Value>[] {
    const buckets = this.groups.publisher.get(ecosystem);
    if (buckets === undefined) return NONE;
    return [...buckets.values()].flatMap((bucket) => [...bucket.values()]).sort(byId);
  }
}

function byId(a: Held<unknown>, b: Held<unknown>): number {
  return a.id < b.id ? -1 : 1;
}

const NONE: readonly never[] = Object.freeze([]);

function placeOf(selector: Selector): Place {
  switch (selector.kind) {
    case 'exact':
    case 'range':
    case 'all':
      return ['name', selector.ecosystem, selector.name];
    case 'pattern':
      return ['pattern', selector.ecosystem, literalScopeOf(selector.pattern)];
    case 'digest':
      return ['digest', NO_ECOSYSTEM, selector.digest];
    case 'publisher':
      return ['publisher', selector.ecosystem, selector.publisher];
  }
}

function scopeOf(name: string): string {
  return name.startsWith('@') ? name.slice(0, Math.max(0, name.indexOf('/'))) : ANY_SCOPE;
}

function literalScopeOf(pattern: string): string {
  const scope = scopeOf(pattern);
  return scope.includes('*') ? ANY_SCOPE : scope;
}

function childOf<Child extends Map<unknown, unknown>>(map: Map<string, Child>, key: string): Child {
  let child = map.get(key);
  if (child === undefined) map.set(key, (child = new Map() as Child));
  return child;
}
