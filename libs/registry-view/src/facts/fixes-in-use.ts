import { normalizeVersion, type AdvisoryMatch, type PackageId } from '@sallyport/domain';
import type { RegistryView } from '../registry-view';

export type AdvisoriesOf = (id: PackageId) => readonly AdvisoryMatch[] | undefined;

/**
 * Ids of advisories that affect an approved version of the package and that this version fixes: it is not affected,
 * and it is the very version that the advisory names as fixed. Not one that came later: whoever takes a package over
 * would have every release let pass, for as long as somebody uses an old one. "Approved" as stored: an approval that ran out counts
 * until the registry says so, since what is gathered must not depend on the time.
 */
export function findFixesInUse(view: RegistryView, id: PackageId, advisoriesOf: AdvisoriesOf): string[] {
  const here = advisoriesOf(id);
  // Nothing is fixed where nobody has looked.
  if (here === undefined) return [];
  const affects = new Set(here.map((advisory) => advisory.id));
  const fixes = new Set<string>();
  for (const [version] of view.factsOfVersions(id.ecosystem, id.name)) {
    if (version === id.version) continue;
    const other: PackageId = { ecosystem: id.ecosystem, name: id.name, version };
    const fixed = (advisoriesOf(other) ?? []).filter(
      (advisory) => !affects.has(advisory.id) && !fixes.has(advisory.id) && isFixedBy(advisory, id),
    );
    if (fixed.length > 0 && isApproved(view, other)) for (const advisory of fixed) fixes.add(advisory.id);
  }
  return [...fixes].sort();
}

function isFixedBy({ fixedIn }: AdvisoryMatch, { ecosystem, version }: PackageId): boolean {
  return fixedIn.some((fixed) => {
    try {
      return normalizeVersion(ecosystem, fixed) === version;
    } catch {
      // Advisories are foreign text: what is no version fixes nothing.
      return false;
    }
  });
}

function isApproved(view: RegistryView, id: PackageId): boolean {
  const facts = view.factsOf(id);
  const subject = {
    id,
    digests: facts?.artifacts.map(({ digest }) => digest) ?? [],
    publisher: facts?.release.publisher ?? null,
  };
  return view.lookup(id)?.approval === 'approved' || view.approvalsFor(subject).length > 0;
}
