import type { Found } from '../fact';
import type { ReleaseInTime } from '../timeline';

export function weeklyDownloads({ history }: ReleaseInTime): Found<number> {
  const { weeklyDownloads: count } = history;
  return count !== null && Number.isSafeInteger(count) && count >= 0
    ? { value: count }
    : { unknown: 'the registry does not say how often it is downloaded' };
}
