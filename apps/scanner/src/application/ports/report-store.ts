import type { AdvisoryFacts, ArtifactProfile, ArtifactReport, Digest, Ecosystem } from '@sallyport/domain';
import type { ArtifactAnalysis } from '@sallyport/analysis';

export type StoredReport = ArtifactReport & { scannedAt: string; advisories: AdvisoryFacts };

/** Everything a kept analysis depends on. */
export interface AnalysisKey {
  ecosystem: Ecosystem;
  rulesVersion: string;
}

export abstract class ReportStore {
  /** Analyses that were kept under the same key, by digest; without their profiles, which only comparing needs. */
  abstract analyses(key: AnalysisKey, digests: readonly Digest[]): Promise<Map<Digest, ArtifactAnalysis>>;
  abstract keepAnalyses(key: AnalysisKey, analyses: ReadonlyMap<Digest, ArtifactAnalysis>): Promise<void>;

  /** The profiles that were kept last, whatever rules made them; of bytes that none was made of nothing. */
  abstract profiles(digests: readonly Digest[]): Promise<Map<Digest, ArtifactProfile>>;

  /** Replaces older reports of the same artifacts. */
  abstract save(reports: readonly StoredReport[]): Promise<void>;
  abstract newest(digest: Digest): Promise<StoredReport | undefined>;
}
