import { Actor, DomainError, printable } from '@sallyport/domain';

/** Who is recorded for a change: as given, or the operating system's user name made fit. */
export function actorFrom(given: string | undefined, osUser: string): Actor {
  const actor = Actor.safeParse({ kind: 'person', id: given ?? sanitised(osUser) });
  if (actor.success) return actor.data;
  throw new DomainError('invalid-request', `"${printable(given ?? '', 60)}" cannot be an actor`, {
    hint: '--actor takes 1 to 128 visible ASCII characters without spaces.',
  });
}

function sanitised(osUser: string): string {
  return osUser.replace(/[^\x21-\x7e]+/g, '-').slice(0, 128) || 'unknown';
}
