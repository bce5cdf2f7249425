import type { Found } from '../fact';
import { MILLISECONDS_OF_DAY, type ReleaseInTime } from '../timeline';

const HOUR = 3_600_000;

/** Days without a release before this one, and which came before, in time; 0 and null for the first. */
export function dormancy(it: ReleaseInTime): Found<{ days: number; previous: string | null }> {
  const { at, earlier, whyNoTime } = it;
  if (at === null) return { unknown: whyNoTime };
  const last = earlier.at(-1);
  if (last === undefined) return { value: { days: 0, previous: null } };
  return { value: { days: Math.floor((at - last.at) / MILLISECONDS_OF_DAY), previous: last.version } };
}

/** The most releases of the package, this one among them, within any hour and within any day. 1: it stands alone. */
export function burst({ at, timed, whyNoTime }: ReleaseInTime): Found<{ hour: number; day: number }> {
  if (at === null) return { unknown: whyNoTime };
  const times = timed.map((other) => other.at);
  return {
    value: { hour: mostWithin(times, at, HOUR), day: mostWithin(times, at, MILLISECONDS_OF_DAY) },
  };
}

/** Of ascending `times`: the most within `length`, counted from one to another that holds `at` between them. */
function mostWithin(times: readonly number[], at: number, length: number): number {
  const near = times.filter((time) => Math.abs(time - at) <= length);
  let most = 0;
  let end = 0;
  for (let start = 0; start < near.length && (near[start] as number) <= at; start += 1) {
    while (end < near.length && (near[end] as number) - (near[start] as number) <= length) end += 1;
    most = Math.max(most, end - start);
  }
  return most;
}
