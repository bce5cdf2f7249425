import { ArtifactProfile, ArtifactReport } from '@sallyport/domain';
import { z } from 'zod';

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
  /** What other versions are compared with; kept apart from the rest, since only comparing needs it. */
  profile: ArtifactProfile.optional(),
});
export type ArtifactAnalysis = z.infer<typeof ArtifactAnalysis>;
