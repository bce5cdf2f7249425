import { z } from 'zod';

export const HOOK_KINDS = ['hook', 'gyp', 'autoload', 'build', 'backend', 'autorun'] as const;

/**
 * One thing of an artifact that starts without being asked: an install hook of npm, gyp, a `.pth` or `sitecustomize`, what
 * building an sdist runs, settings that agents and editors obey.
 */
export const Hook = z.strictObject({
  /** `postinstall`, `binding.gyp`, `x.pth`, `setup.py`, … with the artifact's own version left out. */
  name: z.string().max(300),
  kind: z.enum(HOOK_KINDS),
  /** What starts it, printable; a long one ends in a digest of the whole, so that equal texts are equal commands. */
  command: z.string().max(300),
  /** Over the content of the files that it runs, 32 hex digits; empty: it runs none of the artifact. */
  code: z.string().max(32),
  /** It does no more than hand over to a build tool that is known for it. */
  onlyBuilds: z.boolean(),
});
export type Hook = z.infer<typeof Hook>;

/** Of one artifact; honest ones have a handful. What is beyond is said to be cut. */
export const MAX_HOOKS = 200;
