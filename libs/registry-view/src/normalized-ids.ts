import { packageId, type PackageId } from '@sallyport/domain';

type Names = Map<unknown, Map<unknown, Map<unknown, PackageId>>>;

/**
 * Remembers how coordinates were normalised, because checks ask for the same ones again and again and
 * parsing a version costs more than the decision. Only legal coordinates are remembered (those are short),
 * and two generations of at most `limit` bound the memory whatever callers send.
 */
export class NormalizedIds {
  private young: Names = new Map();
  private old: Names = new Map();
  private youngSize = 0;

  constructor(private readonly limit = 20_000) {}

  /** @throws DomainError the codes of `packageId` */
  of(raw: { ecosystem: unknown; name: unknown; version: unknown }): PackageId {
    const known = find(this.young, raw);
    if (known !== undefined) return known;
    const id = find(this.old, raw) ?? Object.freeze(packageId(raw));
    this.remember(raw, id);
    return id;
  }

  /** How many coordinates are held, both generations together, counted for tests and figures. */
  get size(): number {
    return sizeOf(this.young) + sizeOf(this.old);
  }

  private remember(raw: { ecosystem: unknown; name: unknown; version: unknown }, id: PackageId): void {
    if (this.youngSize >= this.limit) {
      this.old = this.young;
      this.young = new Map();
      this.youngSize = 0;
    }
    childOf(childOf(this.young, raw.ecosystem), raw.name).set(raw.version, id);
    this.youngSize += 1;
  }
}

function find(
  names: Names,
  raw: { ecosystem: unknown; name: unknown; version: unknown },
): PackageId | undefined {
  return names.get(raw.ecosystem)?.get(raw.name)?.get(raw.version);
}

function childOf<Child extends Map<unknown, unknown>>(map: Map<unknown, Child>, key: unknown): Child {
  let child = map.get(key);
  if (child === undefined) map.set(key, (child = new Map() as Child));
  return child;
}

function sizeOf(names: Names): number {
  let size = 0;
  for (const versions of names.values()) for (const ids of versions.values()) size += ids.size;
  return size;
}
