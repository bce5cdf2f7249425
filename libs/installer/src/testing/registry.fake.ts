import {
  DomainError,
  type FetchedPackage,
  type Lock,
  type LockedPackage,
  type Requirement,
} from '@sallyport/domain';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Attestations, Fetcher, Resolver } from '../application/ports';

export interface FakeRelease {
  name: string;
  version: string;
  /** Exact versions by name. */
  needs?: Record<string, string>;
  bytes?: string;
}

/** An npm registry in memory. Ranges are exact versions, or nothing for the newest. */
export class FakeRegistry {
  readonly releases: FakeRelease[] = [];
  /** Artifacts that were asked for, by file name. */
  readonly fetched: string[] = [];
  /** Set: every question fails with it. */
  fault: DomainError | undefined;
  /** What the registry sends instead of the bytes that it promised, by package name. */
  readonly swapped = new Map<string, string>();

  add(...releases: FakeRelease[]): this {
    this.releases.push(...releases);
    return this;
  }

  find(name: string, version = ''): FakeRelease {
    if (this.fault) throw this.fault;
    const named = this.releases.filter((release) => release.name === name);
    if (named.length === 0)
      throw new DomainError('package-not-found', `There is no ${name}`, { details: { name } });
    const found = version === '' ? named.at(-1) : named.find((release) => release.version === version);
    if (!found) throw new DomainError('version-not-found', `There is no ${name}@${version}`);
    return found;
  }
}

export class FakeResolver extends Resolver {
  constructor(private readonly registry: FakeRegistry) {
    super();
  }

  async resolve(requirements: readonly Requirement[]): Promise<Lock> {
    const packages = new Map<string, LockedPackage>();
    for (const { name, range } of requirements) this.place(packages, name, range);
    return {
      ecosystem: 'npm',
      target: 'fake',
      requirements: [],
      roots: requirements.map(({ name }) => `node_modules/${name}`),
      packages: [...packages.values()],
    };
  }

  private place(packages: Map<string, LockedPackage>, name: string, range: string): void {
    const release = this.registry.find(name, range);
    const there = packages.get(name);
    if (there) {
      if (there.version === release.version || range === '') return;
      throw new DomainError(
        'version-conflict',
        `${name}@${there.version} is there and ${name}@${range} is needed`,
      );
    }
    packages.set(name, locked(release));
    for (const [dependency, version] of Object.entries(release.needs ?? {}))
      this.place(packages, dependency, version);
  }
}

export class FakeFetcher extends Fetcher {
  constructor(private readonly registry: FakeRegistry) {
    super();
  }

  async open({ name, version, artifact }: LockedPackage): Promise<Readable> {
    this.registry.fetched.push(artifact.filename);
    return Readable.from([
      Buffer.from(this.registry.swapped.get(name) ?? bytesOf(this.registry.find(name, version))),
    ]);
  }
}

/** Has attestations of what a test says, and none of all else. */
export class FakeAttestations extends Attestations {
  /** Answers by package name. */
  readonly answers = new Map<string, string>();
  /** Names that it was asked about. */
  readonly asked: string[] = [];
  /** Names that it cannot be asked about. */
  readonly unreachable = new Set<string>();

  async of({ name }: FetchedPackage): Promise<string | undefined> {
    this.asked.push(name);
    if (this.unreachable.has(name)) throw new DomainError('registry-unreachable', 'Nobody answers');
    return this.answers.get(name);
  }
}

export function bytesOf({ name, version, bytes }: FakeRelease): string {
  return bytes ?? `the tarball of ${name}@${version}`;
}

function locked(release: FakeRelease): LockedPackage {
  const { name, version, needs = {} } = release;
  return {
    ...{ name, version, path: `node_modules/${name}` },
    artifact: {
      ...{
        kind: 'tarball',
        filename: `${name}-${version}.tgz`,
        url: `https://fake.invalid/${name}-${version}.tgz`,
      },
      integrity: `sha512-${createHash('sha512').update(bytesOf(release)).digest('base64')}`,
    },
    dependencies: Object.keys(needs).map((dependency) => `node_modules/${dependency}`),
  };
}
