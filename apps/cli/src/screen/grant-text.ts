import type { Grant } from '@sallyport/domain';
import { foreign } from './foreign';
import type { Paint } from './paint';

/** By whom, until when, and what it does not grant; one line for a table. */
export function grantText(grant: Grant | undefined, paint: Paint): string {
  if (grant === undefined) return paint.dim('from before approvals had terms');
  const { by, expiresAt, without, breakGlass, inheritedFrom, reason } = grant;
  return [
    inheritedFrom === null
      ? `by ${by.map((who) => foreign(who)).join(' and ')}`
      : `inherited from ${foreign(inheritedFrom)}`,
    expiresAt === null ? 'no end' : `until ${expiresAt}`,
    ...(without.length === 0 ? [] : [paint.yellow(`without ${without.join(', ')}`)]),
    ...(breakGlass ? [paint.red('BREAK GLASS')] : []),
    ...(reason === null ? [] : [foreign(reason, 300)]),
  ].join('; ');
}
