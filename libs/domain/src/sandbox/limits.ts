import { z } from 'zod';

/** What one execution may use at most. Callers may ask for less, never for more than `MAX_LIMITS`. */
export const Limits = z.object({
  /** Wall time, milliseconds. */
  wallMs: z.number().int().min(100).max(600_000),
  /** Memory, bytes; swap is off. */
  memoryBytes: z
    .number()
    .int()
    .min(32 * 1024 * 1024)
    .max(8 * 1024 ** 3),
  /** Processes and threads. */
  pids: z.number().int().min(8).max(1_024),
  /** CPU cores, fractions allowed. */
  cpus: z.number().min(0.1).max(16),
  /** stdout and stderr together, bytes. */
  outputBytes: z
    .number()
    .int()
    .min(1_024)
    .max(64 * 1024 ** 2),
  /** Size of the only writable place, /tmp, bytes. */
  tmpBytes: z
    .number()
    .int()
    .min(1024 ** 2)
    .max(1024 ** 3),
});
export type Limits = z.infer<typeof Limits>;

export const DEFAULT_LIMITS: Limits = {
  wallMs: 30_000,
  memoryBytes: 512 * 1024 ** 2,
  pids: 128,
  cpus: 1,
  outputBytes: 1024 ** 2,
  tmpBytes: 64 * 1024 ** 2,
};
