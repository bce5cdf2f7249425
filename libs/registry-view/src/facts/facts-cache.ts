import type { BanFact, Ecosystem, PackageId } from '@sallyport/domain';
import type { GatheredFacts } from './gathered-facts';

/** More packages than one revision is asked about in practice; reached, everything is gathered anew. */
const LIMIT = 50_000;

interface OfPackage {
  whole: GatheredFacts | undefined;
  /** Only of files that the scan knows, so that a caller's inventions do not fill it. */
  readonly byDigest: Map<string, GatheredFacts>;
  fixesInUse: readonly string[] | undefined;
}

/** What was gathered at the present revision. Emptied when the revision moves; nothing in it depends on the time. */
export class FactsCache {
  hits = 0;
  misses = 0;
  private packages = new Map<PackageId, OfPackage>();
  private readonly approved: Record<Ecosystem, Map<string, readonly PackageId[]>> = {
    pypi: new Map(),
    npm: new Map(),
  };

  private bansOfPublishers: Partial<Record<Ecosystem, readonly BanFact[]>> = {};

  /** Ids are compared as objects: the same package under another object is gathered again. */
  gathered(
    id: PackageId,
    digest: string | undefined,
    gather: (id: PackageId, digest?: string) => GatheredFacts,
  ): GatheredFacts {
    const held = this.packages.get(id);
    const known = digest === undefined ? held?.whole : held?.byDigest.get(digest);
    if (known !== undefined) {
      this.hits += 1;
      return known;
    }
    this.misses += 1;
    const facts = gather(id, digest);
    if (digest === undefined) this.of(id).whole = facts;
    else if (facts.known !== undefined && facts.known.artifacts.length > 0)
      this.of(id).byDigest.set(digest, facts);
    return facts;
  }

  fixesInUse(id: PackageId, find: () => readonly string[]): readonly string[] {
    const held = this.of(id);
    return (held.fixesInUse ??= find());
  }

  approvedVersions(
    ecosystem: Ecosystem,
    name: string,
    find: () => readonly PackageId[],
  ): readonly PackageId[] {
    let versions = this.approved[ecosystem].get(name);
    if (versions === undefined) {
      if (this.approved[ecosystem].size >= LIMIT) this.approved[ecosystem].clear();
      this.approved[ecosystem].set(name, (versions = find()));
    }
    return versions;
  }

  /** One list for all packages of the ecosystem. */
  publisherBans(ecosystem: Ecosystem, find: () => readonly BanFact[]): readonly BanFact[] {
    return (this.bansOfPublishers[ecosystem] ??= find());
  }

  clear(): void {
    this.bansOfPublishers = {};
    if (this.packages.size > 0) this.packages = new Map();
    this.approved.pypi.clear();
    this.approved.npm.clear();
  }

  private of(id: PackageId): OfPackage {
    let held = this.packages.get(id);
    if (held === undefined) {
      if (this.packages.size >= LIMIT) this.packages.clear();
      this.packages.set(id, (held = { whole: undefined, byDigest: new Map(), fixesInUse: undefined }));
    }
    return held;
  }
}
