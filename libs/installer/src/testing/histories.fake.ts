import {
  DomainError,
  UNSAID,
  type FetchedPackage,
  type ManifestInside,
  type PackageHistory,
} from '@sallyport/domain';
import { Manifests, PackageHistories } from '../application/ports';
import type { FakeRegistry } from './registry.fake';

/** What the fake registry says of its packages: each release came a day after the one before. */
export class FakeHistories extends PackageHistories {
  /** Names that were asked for, with the versions. */
  readonly asked: [name: string, versions: readonly string[]][] = [];
  /** Set: every question fails with it. */
  fault: Error | undefined;
  /** Names that no answer comes for. */
  readonly silent = new Set<string>();

  constructor(private readonly registry: FakeRegistry) {
    super();
  }

  async load(name: string, versions: readonly string[]): Promise<PackageHistory> {
    this.asked.push([name, versions]);
    if (this.fault) throw this.fault;
    if (this.silent.has(name)) return new Promise(() => undefined);
    const releases = this.registry.releases.filter((release) => release.name === name);
    if (releases.length === 0) throw new DomainError('package-not-found', `There is no ${name}`);
    return {
      ...{ ecosystem: 'npm', name, source: 'fake registry', asOf: '2026-01-01T00:00:00.000Z' },
      versions: releases.map(({ version, needs = {} }, day) => ({
        ...{ ...UNSAID, version, dependencies: Object.keys(needs), licence: null },
        publishedAt: new Date(Date.UTC(2025, 0, 1 + day)).toISOString(),
      })),
      ...{ maintainers: ['ann'], weeklyDownloads: null },
    };
  }
}

export class FakeManifests extends Manifests {
  readonly manifests = new Map<string, ManifestInside>();

  async inside({ name }: FetchedPackage): Promise<ManifestInside | undefined> {
    return this.manifests.get(name);
  }
}
