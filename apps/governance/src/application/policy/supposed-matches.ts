import {
  DomainError,
  packageId,
  type AdvisoryMatch,
  type Ecosystem,
  type PackageId,
} from '@sallyport/domain';
import type { RecordedCheck, RegistryView, Supposition } from '@sallyport/registry-view';
import type { InstalledSkill } from '../ports/installed-skills';
import { SupposedAdvisories } from '../ports/supposed-advisories';

/**
 * What the supposed advisories say of everything that the simulation can meet: what was checked, what is installed,
 * and the other known versions of those names, since a release may be excepted for fixing what affects them.
 */
export async function supposedMatches(
  advisories: SupposedAdvisories,
  records: readonly unknown[] | undefined,
  met: {
    checks: readonly RecordedCheck[];
    skills: readonly InstalledSkill[];
    view: RegistryView;
  },
): Promise<Supposition['advisories']> {
  if (records === undefined || records.length === 0) return undefined;
  const packages = new PackageSet();
  for (const { ecosystem, packages: asked } of met.checks)
    for (const { name, version } of asked) packages.add(ecosystem, name, version);
  for (const { packages: held = [] } of met.skills)
    for (const { ecosystem, name, version } of held) packages.add(ecosystem, name, version);
  for (const [ecosystem, name] of packages.names())
    for (const [version] of met.view.factsOfVersions(ecosystem, name)) packages.add(ecosystem, name, version);

  const ids = packages.ids();
  const matches = await advisories.match(ids, records);
  const found = new Map<string, readonly AdvisoryMatch[]>();
  ids.forEach((id, index) => {
    const ofPackage = matches[index] ?? [];
    if (ofPackage.length > 0) found.set(keyOf(id), ofPackage);
  });
  return (id) => found.get(keyOf(id));
}

const keyOf = ({ ecosystem, name, version }: PackageId) => JSON.stringify([ecosystem, name, version]);

class PackageSet {
  private readonly versions: Readonly<Record<Ecosystem, Map<string, Set<string>>>> = {
    pypi: new Map(),
    npm: new Map(),
  };

  add(ecosystem: Ecosystem, name: string, version: string): void {
    const known = this.versions[ecosystem].get(name) ?? new Set<string>();
    this.versions[ecosystem].set(name, known.add(version));
  }

  /** As of now, so that versions may be added meanwhile. */
  names(): [Ecosystem, string][] {
    return (['pypi', 'npm'] as const).flatMap((ecosystem) =>
      [...this.versions[ecosystem].keys()].map((name): [Ecosystem, string] => [ecosystem, name]),
    );
  }

  /** What is no legal package is left out: it cannot be replayed either. */
  ids(): PackageId[] {
    return this.names().flatMap(([ecosystem, name]) =>
      [...(this.versions[ecosystem].get(name) ?? [])].flatMap((version) => legal(ecosystem, name, version)),
    );
  }
}

function legal(ecosystem: Ecosystem, name: string, version: string): PackageId[] {
  try {
    return [packageId({ ecosystem, name, version })];
  } catch (error) {
    if (DomainError.is(error)) return [];
    throw error;
  }
}
