import { packageId, type PackageId } from '@sallyport/domain';
import type { InstalledSkill } from '../ports/installed-skills';
import { RegistryStore } from '../ports/registry-store';
import { CurrentView } from '../registry/current-view';

const PAGE = 1_000;

/** What a decision may be asked for with any other answer than "nobody knows it". */
export class Subjects {
  constructor(
    private readonly store: RegistryStore,
    private readonly current: CurrentView,
  ) {}

  /** Everything approved, everything that facts are known of, and everything installed; each once. @throws DomainError `store-unavailable` */
  async all(skills: readonly InstalledSkill[]): Promise<PackageId[]> {
    const found = new Map<string, PackageId>();
    const add = (id: PackageId): void => {
      const { ecosystem, name, version } = id;
      found.set(JSON.stringify([ecosystem, name, version]), { ecosystem, name, version });
    };
    for (const [key] of this.current.view.recordsOf('facts')) {
      const [ecosystem, name, version] = JSON.parse(key) as unknown[];
      add(packageId({ ecosystem, name, version }));
    }
    for (let after: PackageId | undefined; ;) {
      const { packages } = await this.store.list({ status: 'active', limit: PAGE, ...(after && { after }) });
      packages.forEach(add);
      after = packages.at(-1);
      if (after === undefined || packages.length < PAGE) break;
    }
    for (const { packages } of skills) packages?.forEach(add);
    return [...found.values()];
  }
}
