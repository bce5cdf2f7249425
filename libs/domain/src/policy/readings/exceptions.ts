import type { RuleException } from '../../registry/standing';
import { instantOf, isOver } from './instant';

/** Of those that are meant and live now, the one that lasts longest, never the first; undefined where none is. */
export function longestLived(
  exceptions: readonly RuleException[],
  now: number,
  isMeant: (live: RuleException) => boolean,
): RuleException | undefined {
  let longest: RuleException | undefined;
  for (const exception of exceptions) {
    if (exception.state !== 'live' || isOver(exception.expiresAt, now)) continue;
    if (!isMeant(exception)) continue;
    if (longest === undefined || outlasts(exception, longest)) longest = exception;
  }
  return longest;
}

function outlasts(a: RuleException, b: RuleException): boolean {
  const longer = instantOf(a.expiresAt) - instantOf(b.expiresAt);
  return longer > 0 || (longer === 0 && a.id < b.id);
}
