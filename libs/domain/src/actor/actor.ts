import { z } from 'zod';

/**
 * Who asked for a change. Which changes a connection may ask for is decided by its credentials;
 * the id is recorded as given.
 */
export const Actor = z.object({
  kind: z.enum(['person', 'agent', 'service']),
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/, 'visible ASCII without spaces'),
});
export type Actor = z.infer<typeof Actor>;
