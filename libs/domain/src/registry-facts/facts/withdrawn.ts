import type { Found } from '../fact';
import { shortText } from '../short-text';
import type { ReleaseInTime } from '../timeline';

/** Taken back by its publisher (PEP 592), with the reason where one is given. */
export function yanked({ release }: ReleaseInTime): Found<{ yanked: boolean; reason: string | null }> {
  const said = release.yanked;
  return said === null
    ? { unknown: 'the registry does not say whether a version was yanked' }
    : { value: { yanked: said.yanked, reason: said.yanked ? shortText(said.reason) : null } };
}

/** Marked by its publisher as not to be used (npm), with the message where one is given. */
export function deprecated({
  release,
}: ReleaseInTime): Found<{ deprecated: boolean; message: string | null }> {
  const said = release.deprecated;
  return said === null
    ? { unknown: 'the registry does not say whether a version is deprecated' }
    : { value: { deprecated: said.deprecated, message: said.deprecated ? shortText(said.message) : null } };
}
