import type { Digest, Ecosystem } from '@sallyport/domain';
import type { ArtifactAnalysis } from './facts/artifact-analysis';

export interface AnalysisTask {
  ecosystem: Ecosystem;
  digest: Digest;
  /** File that holds the bytes. */
  path: string;
}

export abstract class ArtifactAnalyzer {
  /** Changes whenever the same bytes might be judged otherwise. */
  abstract readonly rulesVersion: string;

  /**
   * Looks at one artifact, within limits of time and memory. Any number may be asked for at once.
   * @throws DomainError `scan-failed`: nothing may be concluded
   */
  abstract analyze(task: AnalysisTask): Promise<ArtifactAnalysis>;
}
