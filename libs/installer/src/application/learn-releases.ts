import {
  DomainError,
  firstPublished,
  packageId,
  printable,
  registryFactsOf,
  unknownFacts,
  valueOf,
  type FetchedLock,
  type FetchedPackage,
  type PackageHistory,
  type RegistryFacts,
} from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';
import type { ToldRelease } from './ports';

type Parts = Pick<
  InstallerParts,
  'ecosystem' | 'histories' | 'manifests' | 'governance' | 'factLimits' | 'now'
>;

/** Packages outside the closure that are asked about for their age: new dependencies that are not installed here. */
const MAX_OUTSIDE = 50;

interface Release {
  name: string;
  version: string;
  locked: FetchedPackage;
}

/** A history, or why there is none. */
type Loaded = PackageHistory | { why: string };

/**
 * Asks the registry about every release of a closure and tells governance what it says. What cannot be had is told as
 * unknown, with the reason; nothing here fails an installation, since it is for the policy to say what it needs.
 */
export class LearnReleases {
  constructor(private readonly parts: Parts) {}

  /** Never rejects. */
  async run(lock: FetchedLock): Promise<void> {
    const releases = releasesOf(lock);
    const loading = new Loading(this.parts);
    await loading.all([...versionsByName(releases)]);
    await loading.all(outside(releases, loading).map((name) => [name, []] as const));
    const told: ToldRelease[] = [];
    for (const release of releases) told.push(await this.told(release, loading));
    loading.end();
    await this.parts.governance.recordReleases(told);
  }

  private async told({ name, version, locked }: Release, loading: Loading): Promise<ToldRelease> {
    const history = loading.of(name);
    if ('why' in history) {
      const registry = unknownFacts(history.why, `${this.parts.ecosystem} registry`, this.parts.now());
      return { name, version, release: { registry } };
    }
    const inside = await this.parts.manifests.inside(locked);
    const sinceOf = (other: string) => loading.since(other);
    return { name, version, release: { registry: registryFactsOf(history, version, { inside, sinceOf }) } };
  }
}

function releasesOf({ ecosystem, packages }: FetchedLock): Release[] {
  const releases = new Map<string, Release>();
  for (const locked of packages) {
    const { name, version } = packageId({ ecosystem, name: locked.name, version: locked.version });
    releases.set(JSON.stringify([name, version]), { name, version, locked });
  }
  return [...releases.values()];
}

function versionsByName(releases: readonly Release[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, version } of releases) names.set(name, [...(names.get(name) ?? []), version]);
  return names;
}

/** Names of new dependencies whose age nobody has asked for. */
function outside(releases: readonly Release[], loading: Loading): string[] {
  const names = new Set<string>();
  for (const { name, version } of releases) {
    const history = loading.of(name);
    if ('why' in history) continue;
    const facts: RegistryFacts = registryFactsOf(history, version);
    for (const added of valueOf(facts.newDependencies)?.added ?? [])
      if (!loading.knows(added.name)) names.add(added.name);
  }
  return [...names].slice(0, MAX_OUTSIDE);
}

const TOO_LATE = 'the time for asking the registry had run out';

/** Histories as they come in, within one deadline for all. */
class Loading {
  private readonly histories = new Map<string, Loaded>();
  private readonly ends: Promise<void>;
  private clock: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(private readonly parts: Pick<Parts, 'histories' | 'factLimits'>) {
    this.ends = new Promise((resolve) => {
      this.clock = setTimeout(() => {
        this.isOver = true;
        resolve();
      }, parts.factLimits.timeoutMs);
    });
  }

  async all(questions: readonly (readonly [name: string, versions: readonly string[]])[]): Promise<void> {
    const queue = [...questions];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !this.isOver; next = queue.shift())
        this.histories.set(next[0], await this.one(...next));
    };
    await Promise.all(Array.from({ length: this.parts.factLimits.parallel }, lane));
  }

  knows(name: string): boolean {
    return this.histories.has(name);
  }

  of(name: string): Loaded {
    return this.histories.get(name) ?? { why: TOO_LATE };
  }

  since(name: string): string | null {
    const history = this.of(name);
    return 'why' in history ? null : firstPublished(history);
  }

  end(): void {
    clearTimeout(this.clock);
  }

  private async one(name: string, versions: readonly string[]): Promise<Loaded> {
    const late = this.ends.then(() => ({ why: TOO_LATE }));
    return Promise.race([this.parts.histories.load(name, versions).catch(reasonOf), late]);
  }
}

function reasonOf(cause: unknown): { why: string } {
  const text = DomainError.is(cause) ? cause.message : 'asking the registry failed';
  return { why: printable(text, 150) };
}
