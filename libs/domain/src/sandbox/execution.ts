import { z } from 'zod';

/** Why a sandbox ended. Only `exited` means that the code ran to its own end (its exit code may still be non-zero). */
export const DeathReason = z.enum(['exited', 'wall-time', 'memory', 'output', 'killed', 'engine-fault']);
export type DeathReason = z.infer<typeof DeathReason>;

export const ExecutionResult = z.object({
  /** JSON value that the code returned; null where it returned none or died. */
  result: z.json(),
  /** The error that the code raised, if it did. */
  error: z.object({ type: z.string(), message: z.string(), trace: z.string().optional() }).nullable(),
  stdout: z.string(),
  stderr: z.string(),
  /** stdout or stderr was cut at the output limit. */
  truncated: z.boolean(),
  exitCode: z.number().int().nullable(),
  death: DeathReason,
  usage: z.object({
    wallMs: z.number(),
    cpuMs: z.number().nullable(),
    maxMemoryBytes: z.number().nullable(),
  }),
});
export type ExecutionResult = z.infer<typeof ExecutionResult>;
