import { type DeathReason, type ExecutionResult } from '@sallyport/domain';
import { type HarnessReport, takeReport } from './harness-report';

/** Why we ended a run ourselves; undefined where it ended by itself. */
export type EndedBy = Extract<DeathReason, 'wall-time' | 'output' | 'killed'> | undefined;

export interface Ending {
  endedBy: EndedBy;
  /** As the engine tells it; undefined where it has lost sight of the container. */
  state: { exitCode: number; oomKilled: boolean } | undefined;
  stdout: Buffer;
  stderr: Buffer;
  truncated: boolean;
  nonce: string;
  wallMs: number;
}

/** 128 + signal is how a shell, and the engine, tell of a death by signal. */
export const FIRST_SIGNAL_STATUS = 129;

/** What V8 says before it gives up; the process then aborts, and the kernel's memory killer never saw it. */
const HEAP_EXHAUSTED = 'JavaScript heap out of memory';

/** Puts together what the engine, the streams and the harness each know about how a run ended. */
export function outcomeOf(ending: Ending): ExecutionResult {
  const { report, stdout } = takeReport(ending.stdout, ending.nonce);
  const death = deathOf(ending, report);
  return {
    result: report?.result ?? null,
    error: report ? report.error : silentEnd(death),
    stdout: stdout.toString('utf8'),
    stderr: ending.stderr.toString('utf8'),
    truncated: ending.truncated,
    exitCode: death === 'exited' ? (ending.state?.exitCode ?? null) : null,
    death,
    usage: {
      wallMs: ending.wallMs,
      cpuMs: report?.usage.cpuMs ?? null,
      maxMemoryBytes: report?.usage.maxMemoryBytes ?? null,
    },
  };
}

function deathOf({ endedBy, state, stderr }: Ending, report: HarnessReport | undefined): DeathReason {
  if (endedBy !== undefined) return endedBy;
  // A child may have died of memory while the code lived on and answered.
  if (report) return 'exited';
  if (state === undefined) return 'engine-fault';
  if (state.oomKilled) return 'memory';
  if (state.exitCode < FIRST_SIGNAL_STATUS) return 'exited';
  return stderr.includes(HEAP_EXHAUSTED) ? 'memory' : 'killed';
}

/** A program that leaves by the back door has answered nothing, which must not look like the answer null. */
function silentEnd(death: DeathReason): ExecutionResult['error'] {
  if (death !== 'exited') return null;
  return { type: 'NoResult', message: 'The process ended without handing over a result.' };
}
