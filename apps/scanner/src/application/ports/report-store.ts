import type { AdvisoryFacts, ArtifactReport, Digest, Ecosystem } from '@sallyport/domain';
import type { ArtifactAnalysis } from '@sallyport/analysis';

export type StoredReport = ArtifactReport & { scannedAt: string; advisories: AdvisoryFacts };

/** Everything a kept analysis depends on. */
export interface AnalysisKey {
  ecosystem: Ecosystem;
  rulesVersion: string;
}

export abstract class ReportStore {
  /** Analyses that were kept under the same key, by digest. */
  abstract analyses(key: AnalysisKey, digests: readonly Digest[]): Promise<Map<Digest, ArtifactAnalysis>>;
  abstract keepAnalyses(key: AnalysisKey, analyses: ReadonlyMap<Digest, ArtifactAnalysis>): Promise<void>;

  /** Replaces older reports of the same artifacts. */
  abstract save(reports: readonly StoredReport[]): Promise<void>;
  abstract newest(digest: Digest): Promise<StoredReport | undefined>;
}
