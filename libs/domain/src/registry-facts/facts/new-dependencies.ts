import { versionStep } from '../../registry/delta/version-step';
import { MAX_FACT_LIST, type Found } from '../fact';
import type { ReleaseInTime } from '../timeline';

export interface NewDependencies {
  /** The version that is compared with: the highest below; null: there was none. */
  previous: string | null;
  /** From `previous`; null: from or to a pre-release, or there was none. */
  step: 'patch' | 'minor' | 'major' | null;
  /** What `previous` did not depend on. `ageDays`: of that package when this release came; null: not known. */
  added: { name: string; ageDays: number | null }[];
  /** Of those, how many are not listed; the youngest are. */
  more: number;
}

const DAY = 24 * 3_600_000;

/** What this version depends on and the one below did not, and how new those packages were. */
export function newDependencies(it: ReleaseInTime): Found<NewDependencies> {
  const { release, predecessor, history, at, whyNoTime, sinceOf } = it;
  if (at === null) return { unknown: whyNoTime };
  if (predecessor === undefined) return { value: { previous: null, step: null, added: [], more: 0 } };
  if (release.dependencies === null)
    return { unknown: 'the registry does not say what this version depends on' };
  if (predecessor.said.dependencies === null)
    return { unknown: `the registry does not say what ${predecessor.version} depended on` };
  const before = new Set(predecessor.said.dependencies);
  const added = [...new Set(release.dependencies)]
    .filter((name) => !before.has(name))
    .map((name) => ({ name, ageDays: ageAt(at, sinceOf(name)) }))
    // What is not known might be the youngest of all.
    .sort((a, b) => (a.ageDays ?? -1) - (b.ageDays ?? -1) || (a.name < b.name ? -1 : 1));
  return {
    value: {
      previous: predecessor.version,
      step: versionStep(history.ecosystem, predecessor.version, release.version),
      added: added.slice(0, MAX_FACT_LIST),
      more: Math.max(0, added.length - MAX_FACT_LIST),
    },
  };
}

/** Whole days; a package that came after the release was 0 days old. */
function ageAt(at: number, since: string | null): number | null {
  const from = since === null ? Number.NaN : Date.parse(since);
  return Number.isNaN(from) ? null : Math.max(0, Math.floor((at - from) / DAY));
}
