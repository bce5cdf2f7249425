import { ArtifactReport } from '@sallyport/domain';
import { z } from 'zod';
import { FileFingerprint, Kinship, MAX_FINGERPRINTS } from './fingerprints/file-fingerprint';

/** What looking at the bytes alone gives; with the digest, the ecosystem and the rules' version it may be kept. */
export const ArtifactAnalysis = ArtifactReport.pick({
  verdict: true,
  findings: true,
  capabilities: true,
  agentConfiguration: true,
  files: true,
  unpackedBytes: true,
}).extend({
  /** Who the artifact says it is; null where it does not say. */
  identity: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** What its files are found again by in other artifacts; absent where the looking did not end. */
  fingerprints: z.array(FileFingerprint).max(MAX_FINGERPRINTS).optional(),
  kinship: Kinship.optional(),
});
export type ArtifactAnalysis = z.infer<typeof ArtifactAnalysis>;
