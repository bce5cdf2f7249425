import type { PackageId } from '@sallyport/domain';

export interface AskedPackage {
  readonly id: PackageId;
  readonly digest: string | undefined;
}

/** A tree may hold one version in many places, and callers may spell it in many ways; it is judged once for each file. */
export class DistinctPackages {
  /** In the order first asked. */
  readonly packages: AskedPackage[] = [];
  /** For every package asked: its position in `packages`. */
  readonly positions: number[] = [];
  /** Name and version alone. */
  versions = 0;
  /** The first of each name. Most names are asked for in one version, and then nothing more is kept of them. */
  private readonly firsts = new Map<string, number>();
  /** The others, by name, version and file, none of which has a line break. */
  private readonly others = new Map<string, number>();
  private readonly otherVersions = new Set<string>();
  private placesOfAll: number[][] | undefined;

  add(id: PackageId, digest: string | undefined): void {
    this.positions.push(this.positionOf(id, digest));
  }

  /** For one of `packages`: its positions among those asked. To be asked when all are added. */
  places(position: number): readonly number[] {
    if (this.placesOfAll === undefined) {
      this.placesOfAll = this.packages.map(() => []);
      for (const [place, at] of this.positions.entries()) this.placesOfAll[at]?.push(place);
    }
    return this.placesOfAll[position] ?? [];
  }

  private positionOf(id: PackageId, digest: string | undefined): number {
    const first = this.firsts.get(id.name);
    if (first === undefined) {
      this.firsts.set(id.name, this.packages.length);
      this.versions += 1;
      return this.put(id, digest);
    }
    const known = this.packages[first] as AskedPackage;
    const isVersionOfFirst = known.id.version === id.version;
    if (isVersionOfFirst && known.digest === digest) return first;
    const version = `${id.name}\n${id.version}`;
    const file = `${version}\n${digest ?? ''}`;
    const other = this.others.get(file);
    if (other !== undefined) return other;
    if (!isVersionOfFirst && !this.otherVersions.has(version)) {
      this.otherVersions.add(version);
      this.versions += 1;
    }
    this.others.set(file, this.packages.length);
    return this.put(id, digest);
  }

  private put(id: PackageId, digest: string | undefined): number {
    return this.packages.push({ id, digest }) - 1;
  }
}
