import { byNearness, compareVersions, type PackageId, type ReasonCode } from '@sallyport/domain';
import type { RegistryView } from '../registry-view';

/** Versions of one name that are looked at for one refused package. */
export const MAX_CANDIDATES = 200;

/** Refusals that no other version of the package would escape. */
const OF_EVERY_VERSION: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'agent-suspended',
  'student-blocked',
  'invented-name',
  'policy-unreadable',
  'closure-too-large',
]);

/** The version nearest to a refused one that `isAllowed`; null: none of those looked at. */
export function nearestAllowed(
  view: RegistryView,
  refused: PackageId,
  reasonCode: ReasonCode,
  isAllowed: (candidate: PackageId) => boolean,
): string | null {
  if (OF_EVERY_VERSION.has(reasonCode)) return null;
  const approved = view.memory.approvedVersions(refused.ecosystem, refused.name, () =>
    approvedVersions(view, refused),
  );
  if (approved.length === 0) return null;
  const nearest = byNearness(refused, approved, MAX_CANDIDATES);
  return nearest.find(isAllowed)?.version ?? null;
}

/** Those that some approval speaks of and no ban: everything else would be refused anyway. In order of versions. */
function approvedVersions(view: RegistryView, { ecosystem, name }: PackageId): readonly PackageId[] {
  const versions = new Set<string>();
  for (const [version] of view.versionsOf(ecosystem, name)) versions.add(version);
  for (const [version] of view.factsOfVersions(ecosystem, name)) versions.add(version);
  return [...versions]
    .map((version): PackageId => Object.freeze({ ecosystem, name, version }))
    .filter((id) => {
      const { approvals, bans } = view.gathered(id);
      return approvals.length > 0 && bans.length === 0;
    })
    .sort((a, b) => compareVersions(ecosystem, a.version, b.version));
}
