import { packageId, type PackageId } from '@sallyport/domain';
import { KnownId } from './known-id';

interface Raw {
  ecosystem: unknown;
  name: unknown;
  version: unknown;
}
/** By name as it was spelled. */
type Names = Map<unknown, Versions>;

/**
 * Remembers how coordinates were normalised, because checks ask for the same ones again and again and
 * parsing a version costs more than the decision. Only legal coordinates are remembered (those are short),
 * and two generations of at most `limit` bound the memory whatever callers send.
 */
export class NormalizedIds {
  private young = new Generation();
  private old = new Generation();

  constructor(private readonly limit = 20_000) {}

  /** @throws DomainError the codes of `packageId` */
  of(raw: Raw): PackageId {
    return this.young.find(raw) ?? this.remember(raw, this.old.find(raw) ?? new KnownId(packageId(raw)));
  }

  /** How many coordinates are held, both generations together, counted for tests and figures. */
  get size(): number {
    return this.young.size + this.old.size;
  }

  private remember(raw: Raw, id: PackageId): PackageId {
    if (this.young.size >= this.limit) {
      this.old = this.young;
      this.young = new Generation();
    }
    this.young.put(raw, id);
    return id;
  }
}

class Generation {
  size = 0;
  /** An ecosystem has one spelling, so two comparisons find it sooner than a map would. */
  private readonly pypi: Names = new Map();
  private readonly npm: Names = new Map();

  find({ ecosystem, name, version }: Raw): PackageId | undefined {
    return this.namesOf(ecosystem)?.get(name)?.find(version);
  }

  /** @param id what `raw` was normalised to, so that the ecosystem is one of the two */
  put({ name, version }: Raw, id: PackageId): void {
    const names = this[id.ecosystem];
    let versions = names.get(name);
    if (versions === undefined) names.set(name, (versions = new Versions()));
    versions.put(version, id);
    this.size += 1;
  }

  private namesOf(ecosystem: unknown): Names | undefined {
    if (ecosystem === 'npm') return this.npm;
    return ecosystem === 'pypi' ? this.pypi : undefined;
  }
}

/**
 * Versions of one name that were asked for, as they were spelled. Few of most names: going through a short list looks at
 * fewer places in memory than a map does.
 */
class Versions {
  private readonly few: unknown[] = [];
  private readonly fewIds: PackageId[] = [];
  private many: Map<unknown, PackageId> | undefined;

  find(version: unknown): PackageId | undefined {
    const at = this.few.indexOf(version);
    return at >= 0 ? this.fewIds[at] : this.many?.get(version);
  }

  /** It is not there yet. */
  put(version: unknown, id: PackageId): void {
    if (this.few.length < FEW) {
      this.few.push(version);
      this.fewIds.push(id);
    } else (this.many ??= new Map()).set(version, id);
  }
}

const FEW = 4;
