import type { AnalysisTask, ArtifactAnalysis, UntoldAnalysis, UntoldTask } from '@sallyport/analysis';
import type { FolderPackages } from './folder-packages';

/** How a program ended; `status` null: it did not start, or took too long. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
  /** It was ended because it took too long. */
  isTimedOut?: boolean;
}

/** Looks at artifacts in processes of its own, within limits. */
export interface Analyzer {
  readonly rulesVersion: string;
  /** @throws DomainError `scan-failed` */
  analyze(task: AnalysisTask): Promise<ArtifactAnalysis>;
  /** @throws DomainError `scan-failed` */
  analyzeUntold(task: UntoldTask): Promise<UntoldAnalysis>;
  close(): void;
}

/** What a local scan needs of this machine, beside its files. */
export interface Machine {
  /** What there is to look at in a folder, or in one file; `what` is how people named it. */
  subjectsIn(path: string, what: string): Promise<FolderPackages>;
  /** The user's home. */
  readonly home: string;
  /** The caller closes it. */
  openAnalyzer(): Analyzer;
  /** Runs a program of the user's, such as npm, in a folder, without a shell. Never rejects. */
  run(program: string, words: readonly string[], folder: string): Promise<Ended>;
}
