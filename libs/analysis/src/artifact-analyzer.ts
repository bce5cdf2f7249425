import type { Digest, Ecosystem } from '@sallyport/domain';
import type { FolderPart } from './archive/read-folder';
import type { ArtifactAnalysis } from './facts/artifact-analysis';

export interface AnalysisTask {
  ecosystem: Ecosystem;
  digest: Digest;
  /** File that holds the bytes. */
  path: string;
}

/** Something that lies on this machine and does not say of which ecosystem it is. */
export type UntoldTask =
  { digest: Digest; path: string } | { folder: string; part: FolderPart; ecosystem?: Ecosystem };

export abstract class ArtifactAnalyzer {
  /** Changes whenever the same bytes might be judged otherwise. */
  abstract readonly rulesVersion: string;

  /**
   * Looks at one artifact, within limits of time and memory. Any number may be asked for at once.
   * @throws DomainError `scan-failed`: nothing may be concluded
   */
  abstract analyze(task: AnalysisTask): Promise<ArtifactAnalysis>;
}
