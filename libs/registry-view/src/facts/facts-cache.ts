import type { BanFact, Ecosystem, PackageId, Selector } from '@sallyport/domain';
import type { RegistryView } from '../registry-view';
import { KnownId } from '../known-id';
import { gather } from './gather';
import type { GatheredFacts } from './gathered-facts';
import { Remembered } from './remembered';
import { RowAnswers } from './row-answers';

/** More packages than are asked about in practice; reached, everything is gathered anew. */
const LIMIT = 50_000;

interface OfPackage {
  whole: Remembered | undefined;
  /** Only of files that the scan knows, so that a caller's inventions do not fill it. */
  files: KnownFiles | undefined;
  fixesInUse: readonly string[] | undefined;
}

/** Most versions have one file that is asked for: comparing with it costs less than a map's hash of a fresh text. */
class KnownFiles {
  private first: string | undefined;
  private ofFirst: Remembered | undefined;
  private others: Map<string, Remembered> | undefined;

  get(digest: string): Remembered | undefined {
    return this.first === digest ? this.ofFirst : this.others?.get(digest);
  }

  set(digest: string, remembered: Remembered): void {
    if (this.first === undefined || this.first === digest) {
      this.first = digest;
      this.ofFirst = remembered;
    } else (this.others ??= new Map()).set(digest, remembered);
  }
}

/**
 * What was gathered and decided on what the registry holds. Whoever changes that makes it forget what the change could
 * make otherwise (`forgetPart`); what depends on the time says until when it holds.
 */
export class FactsCache {
  hits = 0;
  misses = 0;
  /** Of whole versions that the registry holds something of. */
  readonly answers = new RowAnswers();
  /** Another one each time that everything is forgotten: what ids keep for the one before is forgotten with it. */
  private epoch: object = {};
  private readonly packages = new Map<PackageId, OfPackage>();
  private readonly names: Record<Ecosystem, Map<string, PackageId[]>> = { pypi: new Map(), npm: new Map() };
  private readonly approved: Record<Ecosystem, Map<string, readonly PackageId[]>> = {
    pypi: new Map(),
    npm: new Map(),
  };

  private bansOfPublishers: Partial<Record<Ecosystem, readonly BanFact[]>> = {};

  /** `rowsOf`: of the view whose cache this is. */
  constructor(private readonly rowsOf: (ecosystem: Ecosystem, name: string) => Iterable<number>) {}

  /**
   * Ids are compared as objects: the same package under another object is gathered again. What is asked for the first
   * time is not held. `view`: whose cache this is.
   */
  remembered(view: RegistryView, id: PackageId, digest: string | undefined): Remembered {
    if (digest === undefined && id instanceof KnownId) {
      const whole = id.wholeFor(this.epoch) as Remembered | undefined;
      if (whole !== undefined) {
        this.hits += 1;
        return whole;
      }
    }
    const held = this.heldOf(id);
    const known = digest === undefined ? held?.whole : held?.files?.get(digest);
    if (known !== undefined) {
      this.hits += 1;
      return known;
    }
    this.misses += 1;
    const gathered = gather(view, id, digest);
    if (id instanceof KnownId && !id.isAskedAgain()) return new Remembered(gathered, false);
    return this.hold(id, digest, gathered);
  }

  gathered(
    id: PackageId,
    digest: string | undefined,
    gatherNow: (id: PackageId, digest?: string) => GatheredFacts,
  ): GatheredFacts {
    const held = this.heldOf(id);
    const known = digest === undefined ? held?.whole : held?.files?.get(digest);
    if (known !== undefined) {
      this.hits += 1;
      return known.gathered;
    }
    this.misses += 1;
    return this.hold(id, digest, gatherNow(id, digest)).gathered;
  }

  /** Whether the file was asked for before and the scan knows it; false says nothing. */
  isKnownFile(id: PackageId, digest: string): boolean {
    return this.heldOf(id)?.files?.get(digest) !== undefined;
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

  /** All versions and files of one name, which is normalised. */
  forget(ecosystem: Ecosystem, name: string): void {
    this.answers.forget(ecosystem, this.rowsOf(ecosystem, name));
    for (const id of this.names[ecosystem].get(name) ?? []) {
      this.packages.delete(id);
      if (id instanceof KnownId) id.keep(this.epoch, undefined);
    }
    this.names[ecosystem].delete(name);
    this.approved[ecosystem].delete(name);
  }

  /** Everything that the selector could speak of; where that is not one name, everything. */
  forgetSelected(selector: Selector): void {
    switch (selector.kind) {
      case 'exact':
      case 'range':
      case 'all':
        return this.forget(selector.ecosystem, selector.name);
      default:
        return this.clear();
    }
  }

  clear(): void {
    this.bansOfPublishers = {};
    this.answers.clear();
    this.clearPackages();
    this.approved.pypi.clear();
    this.approved.npm.clear();
  }

  private hold(id: PackageId, digest: string | undefined, gathered: GatheredFacts): Remembered {
    const remembered = new Remembered(gathered);
    const isKnownFile = gathered.known !== undefined && gathered.known.artifacts.length > 0;
    if (digest === undefined) {
      const held = this.of(id);
      held.whole = remembered;
      if (id instanceof KnownId) id.keep(this.epoch, held, remembered);
    } else if (isKnownFile) {
      (this.of(id).files ??= new KnownFiles()).set(digest, remembered);
    }
    return remembered;
  }

  private of(id: PackageId): OfPackage {
    let held = this.heldOf(id);
    if (held === undefined) {
      if (this.packages.size >= LIMIT) this.clearPackages();
      this.packages.set(id, (held = { whole: undefined, files: undefined, fixesInUse: undefined }));
      if (id instanceof KnownId) id.keep(this.epoch, held);
      const ofName = this.names[id.ecosystem].get(id.name);
      if (ofName === undefined) this.names[id.ecosystem].set(id.name, [id]);
      else ofName.push(id);
    }
    return held;
  }

  /** An id that is known may have been kept for another view since: then the map has it. */
  private heldOf(id: PackageId): OfPackage | undefined {
    if (!(id instanceof KnownId)) return this.packages.get(id);
    const held = id.heldFor(this.epoch) as OfPackage | undefined;
    if (held !== undefined) return held;
    const inMap = this.packages.get(id);
    if (inMap !== undefined) id.keep(this.epoch, inMap, inMap.whole);
    return inMap;
  }

  private clearPackages(): void {
    this.epoch = {};
    this.packages.clear();
    this.names.pypi.clear();
    this.names.npm.clear();
  }
}
