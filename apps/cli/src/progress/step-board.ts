import { INSTALL_STEPS, type InstallProgress, type InstallStep } from '@sallyport/domain';

/** `not-reached`: an earlier step failed. */
export type StepEnd = 'done' | 'not-reached';

interface Gate {
  promise: Promise<StepEnd>;
  open(end: StepEnd): void;
  fail(error: Error): void;
  ended: boolean;
}

/**
 * Turns a stream of progress messages, some of which may be lost, into one end for each step, in order:
 * whatever comes before the step that is heard of has ended.
 */
export class StepBoard {
  private readonly gates = new Map<InstallStep, Gate>(INSTALL_STEPS.map((step) => [step, newGate()]));
  private listener: (step: InstallStep, progress: InstallProgress) => void = () => undefined;

  /** Resolves when the step is over; rejects where the install failed in it. */
  ended(step: InstallStep): Promise<StepEnd> {
    return this.gate(step).promise;
  }

  onProgress(listener: (step: InstallStep, progress: InstallProgress) => void): void {
    this.listener = listener;
  }

  take(progress: InstallProgress): void {
    const { step } = progress;
    if (step === null) return;
    for (const earlier of INSTALL_STEPS.slice(0, INSTALL_STEPS.indexOf(step))) this.close(earlier);
    this.listener(step, progress);
    if (progress.state === 'done') this.close(step);
  }

  /** The install is over; with an error, the first step that has not ended is the one that failed. */
  end(error?: Error): void {
    const open = INSTALL_STEPS.filter((step) => !this.gate(step).ended);
    const [current] = open;
    if (error && current) {
      const gate = this.gate(current);
      gate.ended = true;
      gate.fail(error);
    }
    for (const step of open) this.close(step, error ? 'not-reached' : 'done');
  }

  private close(step: InstallStep, end: StepEnd = 'done'): void {
    const gate = this.gate(step);
    if (gate.ended) return;
    gate.ended = true;
    gate.open(end);
  }

  private gate(step: InstallStep): Gate {
    return this.gates.get(step) as Gate;
  }
}

function newGate(): Gate {
  const gate = { ended: false } as Gate;
  gate.promise = new Promise((resolve, reject) => {
    gate.open = resolve;
    gate.fail = reject;
  });
  // Nobody may be watching this step.
  gate.promise.catch(() => undefined);
  return gate;
}
