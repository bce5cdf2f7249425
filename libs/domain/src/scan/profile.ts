import { z } from 'zod';
import { Hook, MAX_HOOKS } from './hook';
import { Capability, Severity } from './report';

const Count = z.number().int().nonnegative();

export const DEPENDENCY_SECTIONS = ['required', 'optional', 'peer', 'extra', 'build', 'bundled'] as const;

export const ProfileDependency = z.strictObject({
  section: z.enum(DEPENDENCY_SECTIONS),
  name: z.string().max(300),
  range: z.string().max(300),
  /** Whether any file that was read says its name, manifests and documents aside. */
  isNamed: z.boolean(),
});
export type ProfileDependency = z.infer<typeof ProfileDependency>;

export const ProfileFile = z.strictObject({
  /** Name and version of the artifact itself are left out of it, so that two versions have equal paths. */
  path: z.string().max(300),
  /** Bytes. */
  size: Count,
  /** First 32 hex digits of SHA-256. */
  digest: z.string().length(32),
  kind: z.enum(['code', 'native', 'data']),
  /** Of code: its sketch (scan/delta/sketch.ts); absent where it is too short or too long for one. */
  sketch: z.string().max(64).optional(),
});
export type ProfileFile = z.infer<typeof ProfileFile>;

/** Of larger artifacts code and machine code are listed first; the rest has one digest. */
export const MAX_PROFILE_FILES = 2_000;

/**
 * What of one artifact another version of it is compared with: everything that starts by itself, what it depends on, and
 * its files. Made from the bytes alone.
 */
export const ArtifactProfile = z.strictObject({
  capabilities: z.array(Capability).max(Capability.options.length),
  hooks: z.array(Hook).max(MAX_HOOKS),
  /** `bin:x=cli.js`, `main=index.js`, `console_scripts:x=m:f`, … */
  entryPoints: z.array(z.string().max(300)).max(300),
  dependencies: z.array(ProfileDependency).max(1_000),
  files: z.array(ProfileFile).max(MAX_PROFILE_FILES),
  /** Files that are not listed; null: all are. `digest` is over their paths and contents. */
  rest: z.strictObject({ files: Count, bytes: Count, digest: z.string().length(32) }).nullable(),
  /** Bytes and number of all files. */
  bytes: Count,
  fileCount: Count,
  /** Rules that spoke, with the worst severity of each. */
  findings: z.array(z.strictObject({ rule: z.string().max(100), severity: Severity })).max(200),
  /** What is not all in here (`hooks`, `archive`, …): a comparison that needs it knows less than it says. */
  cut: z.array(z.string().max(20)).max(10),
});
export type ArtifactProfile = z.infer<typeof ArtifactProfile>;
