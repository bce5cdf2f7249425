import { createHash, timingSafeEqual } from 'node:crypto';
import { Actor, Role } from '@sallyport/domain';
import { z } from 'zod';

/** One bearer token. The token itself is 256 random bits, so a plain SHA-256 of it can be kept. */
const Entry = z.strictObject({
  /** Recorded as the actor of everything that is asked for with this token. */
  id: Actor.shape.id,
  role: Role,
  /** Lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
});
const Entries = z
  .array(Entry)
  .min(1, 'at least one token')
  .refine((entries) => new Set(entries.map(({ id }) => id)).size === entries.length, 'an id is there twice')
  .refine(
    (entries) => new Set(entries.map(({ sha256 }) => sha256)).size === entries.length,
    'a token is there twice',
  );

/** Whoever holds a token. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
}

export class TokenBook {
  private constructor(private readonly entries: readonly (Caller & { digest: Buffer })[]) {}

  /** @throws Error with a sentence that names what is wrong with the text; never the text itself */
  static parse(text: string): TokenBook {
    const parsed = Entries.safeParse(jsonOf(text));
    if (!parsed.success) {
      throw new Error(
        parsed.error.issues
          .map(({ path, message }) => `${path.join('.') || 'tokens'}: ${message}`)
          .join('; '),
      );
    }
    return new TokenBook(
      parsed.data.map(({ id, role, sha256 }) => ({ id, role, digest: Buffer.from(sha256, 'hex') })),
    );
  }

  /** Compares with every entry, in time that does not depend on which one fits. */
  find(token: string): Caller | undefined {
    const digest = createHash('sha256').update(token).digest();
    let found: Caller | undefined;
    for (const entry of this.entries) {
      if (timingSafeEqual(entry.digest, digest)) found = { id: entry.id, role: entry.role };
    }
    return found;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('the tokens are not valid JSON');
  }
}
