import { satisfies } from '@renovatebot/pep440';
import { NEWEST_PYTHON, OLDEST_PYTHON } from '../tables/python-standard-library';

/** The minor versions of Python 3 that every one of these `requires-python` allows; all that we know of where none does. */
export function minorsOf(ranges: readonly string[]): { from: number; to: number } {
  const known = Array.from(
    { length: NEWEST_PYTHON - OLDEST_PYTHON + 1 },
    (_, index) => OLDEST_PYTHON + index,
  );
  const allowed = known.filter((minor) =>
    // A late patch: `>=3.11.4` allows 3.11.
    ranges.every((range) => satisfies(`3.${minor}.99`, range) || satisfies(`3.${minor}.0`, range)),
  );
  const [from, to] = [allowed[0], allowed.at(-1)];
  return from === undefined || to === undefined ? { from: OLDEST_PYTHON, to: NEWEST_PYTHON } : { from, to };
}
