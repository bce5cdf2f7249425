import type { OtherVersion, PackageId } from '@sallyport/domain';
import type { RegistryView } from '../registry-view';

/** Every version of the name that the registry knows something of. */
export function otherVersions(view: RegistryView, { ecosystem, name }: PackageId): OtherVersion[] {
  const entries = new Map(view.versionsOf(ecosystem, name));
  const facts = new Map(view.factsOfVersions(ecosystem, name));
  return [...new Set([...entries.keys(), ...facts.keys()])].map((version) => ({
    version,
    entry: entries.get(version),
    facts: facts.get(version),
  }));
}
