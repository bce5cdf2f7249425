import type { Found } from '../fact';
import { spdxOf } from '../licence/spdx';
import { shortText } from '../short-text';
import type { ReleaseInTime } from '../timeline';

/** The declared licence as an SPDX expression. */
export function licence({ release }: ReleaseInTime): Found<string> {
  if (release.licence === null) return { unknown: 'the registry does not say under which licence it is' };
  const spdx = spdxOf(release.licence);
  if (spdx !== undefined) return { value: spdx };
  const { expression, text, classifiers } = release.licence;
  const said = shortText(expression ?? text ?? classifiers[0] ?? null)?.slice(0, 80);
  return { unknown: said === undefined ? 'it declares no licence' : `no SPDX expression: ${said}` };
}
