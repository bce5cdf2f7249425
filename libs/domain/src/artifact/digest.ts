import { z } from 'zod';
import { DomainError, printable } from '../errors';

/** `sha256:<64 hex>`: the address of an artifact everywhere after resolution. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256:<64 lower-case hex digits>');
export type Digest = z.infer<typeof Digest>;

/** @throws DomainError `invalid-digest` */
export function parseDigest(value: unknown): Digest {
  const parsed = Digest.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-digest', `"${printable(String(value), 80)}" is not a digest`, {
    hint: 'Write sha256: and 64 lower-case hexadecimal digits.',
  });
}

/** Subresource Integrity as npm locks carry it, e.g. `sha512-…` (W3C SRI). */
export const Integrity = z
  .string()
  .regex(/^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}$/)
  .max(200);
export type Integrity = z.infer<typeof Integrity>;
