import type { Found } from '../fact';
import { firstPublished, type ReleaseInTime } from '../timeline';

/** When the version was published, ISO 8601. Its age is for whoever asks to reckon: facts have no clock. */
export function publishTime({ at, whyNoTime }: ReleaseInTime): Found<string> {
  return at === null ? { unknown: whyNoTime } : { value: new Date(at).toISOString() };
}

/** When the first version of the package was published, ISO 8601. */
export function packageSince({ history }: ReleaseInTime): Found<string> {
  const since = firstPublished(history);
  return since === null
    ? { unknown: 'the registry gives no time for any version that can be believed' }
    : { value: since };
}
