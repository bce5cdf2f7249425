import type { InstallProgress, InstallStep } from '@sallyport/domain';

type Told = Omit<InstallProgress, 'jobId'>;
type Report = (done: number, total: number) => void;

const SENTENCES: Readonly<Record<InstallStep, string>> = {
  resolve: 'Resolving the closure',
  fetch: 'Fetching artifacts by digest',
  scan: 'Scanning artifacts',
  check: 'Asking governance about the whole closure',
  build: 'Building the sealed image',
  record: 'Recording the installation',
};

/** Times the steps of a job, and tells of each when it begins, moves and ends. */
export class StepClock {
  private readonly spent: Partial<Record<InstallStep, number>> = {};

  constructor(
    private readonly tell: (progress: Told) => void,
    private readonly entered: (step: InstallStep) => Promise<void>,
  ) {}

  async step<T>(step: InstallStep, work: (report: Report) => Promise<T>): Promise<T> {
    const message = SENTENCES[step];
    await this.entered(step);
    this.tell({ state: 'started', step, message });
    const begun = performance.now();
    const report: Report = (done, total) => this.tell({ state: 'progress', step, message, done, total });
    const result = await work(report).finally(
      () => (this.spent[step] = Math.round(performance.now() - begun)),
    );
    this.tell({ state: 'done', step, message, ms: this.spent[step] ?? 0 });
    return result;
  }

  /** Milliseconds by step, of the steps that have ended. */
  durations(): Record<string, number> {
    return { ...this.spent };
  }
}
