import { z } from 'zod';

/** `sha256:<64 hex>`: the address of an artifact everywhere after resolution. */
export const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256:<64 lower-case hex digits>');
export type Digest = z.infer<typeof Digest>;

/** Subresource Integrity as npm locks carry it, e.g. `sha512-…` (W3C SRI). */
export const Integrity = z
  .string()
  .regex(/^sha(?:256|384|512)-[A-Za-z0-9+/]+={0,2}$/)
  .max(200);
export type Integrity = z.infer<typeof Integrity>;
