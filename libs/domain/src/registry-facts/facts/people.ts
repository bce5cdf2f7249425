import type { Found } from '../fact';
import { shortList, shortText } from '../short-text';
import type { ReleaseInTime, TimedVersion } from '../timeline';

/** Who may publish the package now, as far as the registry tells. */
export function maintainers({ history }: ReleaseInTime): Found<{ names: string[]; count: number }> {
  const { maintainers: names } = history;
  if (names === null) return { unknown: 'the registry does not say who maintains the package' };
  return { value: { names: shortList(names), count: new Set(names).size } };
}

export function publisher({ release }: ReleaseInTime): Found<string> {
  const name = shortText(release.publisher);
  return name === null ? { unknown: 'the registry does not say who published it' } : { value: name };
}

export interface PublisherChange {
  /** Who published the version before, in time; null: this is the first. */
  before: string | null;
  changed: boolean;
  /** Nobody of this name has published an earlier version. */
  isNewcomer: boolean;
}

/** Who published this version against the ones before, in time. */
export function publisherChange(it: ReleaseInTime): Found<PublisherChange> {
  const { release, earlier, at, whyNoTime } = it;
  const now = shortText(release.publisher);
  if (now === null) return { unknown: 'the registry does not say who published it' };
  if (at === null) return { unknown: whyNoTime };
  const last = earlier.at(-1);
  if (last === undefined) return { value: { before: null, changed: false, isNewcomer: false } };
  const before = shortText(last.said.publisher);
  if (before === null) return { unknown: 'the registry does not say who published the version before' };
  const isNewcomer = !earlier.some(({ said }) => shortText(said.publisher) === now);
  return { value: { before, changed: before !== now, isNewcomer } };
}

/** Maintainers at this version that the version before, in time, did not have. */
export function maintainersAdded({ release, earlier, at, whyNoTime }: ReleaseInTime): Found<string[]> {
  if (release.maintainers === null)
    return { unknown: 'the registry does not say who maintained the package at this version' };
  if (at === null) return { unknown: whyNoTime };
  const last: TimedVersion | undefined = earlier.at(-1);
  if (last === undefined) return { value: [] };
  if (last.said.maintainers === null)
    return { unknown: 'the registry does not say who maintained the package at the version before' };
  const before = new Set(last.said.maintainers);
  return { value: shortList(release.maintainers.filter((name) => !before.has(name))) };
}
