import type { ArtifactProfile, Digest } from '@sallyport/domain';
import type { ArtifactAnalysis } from '@sallyport/analysis';
import { ReportStore, type AnalysisKey, type StoredReport } from '../application/ports/report-store';

export class MemoryReportStore extends ReportStore {
  private readonly kept = new Map<string, ArtifactAnalysis>();
  private readonly made = new Map<Digest, ArtifactProfile>();
  private readonly reports = new Map<Digest, StoredReport>();

  async analyses(key: AnalysisKey, digests: readonly Digest[]): Promise<Map<Digest, ArtifactAnalysis>> {
    const found = new Map<Digest, ArtifactAnalysis>();
    for (const digest of digests) {
      const analysis = this.kept.get(keyOf(key, digest));
      if (analysis) found.set(digest, analysis);
    }
    return found;
  }

  async keepAnalyses(key: AnalysisKey, analyses: ReadonlyMap<Digest, ArtifactAnalysis>): Promise<void> {
    for (const [digest, { profile, ...analysis }] of analyses) {
      this.kept.set(keyOf(key, digest), analysis);
      if (profile !== undefined) this.made.set(digest, profile);
    }
  }

  async profiles(digests: readonly Digest[]): Promise<Map<Digest, ArtifactProfile>> {
    const found = new Map<Digest, ArtifactProfile>();
    for (const digest of digests) {
      const profile = this.made.get(digest);
      if (profile) found.set(digest, profile);
    }
    return found;
  }

  async save(reports: readonly StoredReport[]): Promise<void> {
    for (const report of reports) {
      const known = this.reports.get(report.digest);
      if (known === undefined || known.scannedAt <= report.scannedAt) this.reports.set(report.digest, report);
    }
  }

  async newest(digest: Digest): Promise<StoredReport | undefined> {
    return this.reports.get(digest);
  }
}

function keyOf({ ecosystem, rulesVersion }: AnalysisKey, digest: Digest): string {
  return JSON.stringify([ecosystem, rulesVersion, digest]);
}
