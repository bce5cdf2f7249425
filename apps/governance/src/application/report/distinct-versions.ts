import type { PackageId } from '@sallyport/domain';
import { ShortestPaths } from '@sallyport/registry-view';

interface Place {
  path?: string | undefined;
  dependencies?: readonly string[] | undefined;
}

/** The versions of a closure, each once however often the tree holds it, and the shortest way to each. */
export class DistinctVersions {
  readonly versions: PackageId[] = [];
  private readonly places = new Map<string, number[]>();
  private readonly paths: ShortestPaths;

  /** `ids` and `tree` are of the same packages in the same order. */
  constructor(
    private readonly ids: readonly PackageId[],
    tree: readonly Place[],
    roots: readonly string[],
  ) {
    this.paths = new ShortestPaths(tree, roots);
    for (const [index, id] of ids.entries()) {
      const places = this.places.get(keyOf(id));
      if (places !== undefined) places.push(index);
      else {
        this.places.set(keyOf(id), [index]);
        this.versions.push(id);
      }
    }
  }

  /** From a root, as `name@version` steps; empty where no root leads there, or it was not told how things depend. */
  pathTo(id: PackageId): string[] {
    const nearest = this.paths.nearest(this.places.get(keyOf(id)) ?? []);
    if (nearest === undefined) return [];
    return this.paths.to(nearest).map((step) => {
      const at = typeof step === 'number' ? this.ids[step] : undefined;
      return at === undefined ? String(step) : `${at.name}@${at.version}`;
    });
  }
}

function keyOf({ name, version }: PackageId): string {
  return JSON.stringify([name, version]);
}
