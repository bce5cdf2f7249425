import type { PackageId } from '@sallyport/domain';

export interface AskedPackage {
  readonly id: PackageId;
  readonly digest: string | undefined;
}

const NO_DIGEST = '';

/** A tree may hold one version in many places, and callers may spell it in many ways; it is judged once for each file. */
export class DistinctPackages {
  /** In the order first asked. */
  readonly packages: AskedPackage[] = [];
  /** For every package asked: its position in `packages`. */
  readonly positions: number[] = [];
  /** For every one of `packages`: its positions among those asked. */
  readonly places: number[][] = [];
  /** Name and version alone. */
  readonly versions: number;

  constructor(asked: readonly AskedPackage[]) {
    const known = new Map<string, Map<string, Map<string, number>>>();
    let versions = 0;
    for (const [place, one] of asked.entries()) {
      let ofName = known.get(one.id.name);
      if (ofName === undefined) known.set(one.id.name, (ofName = new Map()));
      let ofVersion = ofName.get(one.id.version);
      if (ofVersion === undefined) {
        ofName.set(one.id.version, (ofVersion = new Map()));
        versions += 1;
      }
      let position = ofVersion.get(one.digest ?? NO_DIGEST);
      if (position === undefined) {
        ofVersion.set(one.digest ?? NO_DIGEST, (position = this.packages.length));
        this.packages.push(one);
        this.places.push([]);
      }
      this.positions.push(position);
      this.places[position]?.push(place);
    }
    this.versions = versions;
  }
}
