import { ArtifactProfile, ArtifactReport, Ecosystem } from '@sallyport/domain';
import { z } from 'zod';
import { FileFingerprint, Kinship, MAX_FINGERPRINTS } from './fingerprints/file-fingerprint';

/** Code of the artifact that runs without being called: a hook, a build, a `.pth` file, settings of an editor. */
export const RunsByItself = z.object({
  /** `postinstall`, `binding.gyp`, `evil.pth`, … */
  entry: z.string(),
  kind: z.enum(['hook', 'gyp', 'autoload', 'build', 'autorun']),
  command: z.string(),
  /** The first files of the artifact that it makes run. */
  files: z.array(z.string()),
  /** All of them. */
  filesCount: z.number().int().nonnegative(),
});
export type RunsByItself = z.infer<typeof RunsByItself>;

/** What was not read, or not to its end, and why. */
export const Unread = z.object({ file: z.string().optional(), why: z.string() });
export type Unread = z.infer<typeof Unread>;

/** What looking at the bytes alone gives; with the digest, the ecosystem and the rules' version it may be kept. */
export const ArtifactAnalysis = ArtifactReport.pick({
  verdict: true,
  findings: true,
  capabilities: true,
  agentConfiguration: true,
  files: true,
  unpackedBytes: true,
  hooks: true,
}).extend({
  /** Who the artifact says it is; null where it does not say. */
  identity: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** Absent on analyses that were kept before this was said. */
  runs: z.array(RunsByItself).optional(),
  unread: z.array(Unread).optional(),
  /** What its files are found again by in other artifacts; absent where the looking did not end. */
  fingerprints: z.array(FileFingerprint).max(MAX_FINGERPRINTS).optional(),
  kinship: Kinship.optional(),
  /** What other versions are compared with; kept apart from the rest, since only comparing needs it. */
  profile: ArtifactProfile.optional(),
});
export type ArtifactAnalysis = z.infer<typeof ArtifactAnalysis>;

/** An analysis of something that did not say of which ecosystem it is; null: it is of none. */
export const UntoldAnalysis = ArtifactAnalysis.extend({ ecosystem: Ecosystem.nullable() });
export type UntoldAnalysis = z.infer<typeof UntoldAnalysis>;
