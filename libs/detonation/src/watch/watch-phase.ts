import { setTimeout as sleep } from 'node:timers/promises';
import type { PhaseTrace } from '@sallyport/domain';
import type { Cage } from '../cage/cage';
import type { PlannedPhase } from '../lay-out';
import { Observer } from './observer';
import type { Places } from './paths';
import { SystemCallReader } from './system-call';
import { SystemTracer } from './system-tracer';

/** Milliseconds between two looks at whether a command has ended. */
const POLL_MS = 50;
/** Milliseconds that processes which a command left behind may go on, before the next command is let go. */
const LEFT_BEHIND_MS = 3_000;

const STILL_RUNNING = 'still running';

export interface WatchedPhase extends Pick<PhaseTrace, 'ending' | 'exitCode'> {
  readonly observer: Observer;
  readonly gaps: readonly string[];
}

/** Starts a command, follows it and all that it starts, and ends it where it outlives its time. */
export async function watchPhase(
  cage: Cage,
  { argv, cwd, variables }: PlannedPhase,
  places: Places,
  phaseMs: number,
): Promise<WatchedPhase> {
  const command = await cage.waiting(argv, cwd, variables);
  const observer = new Observer(command.pid, places);
  const reader = new SystemCallReader();
  const tracer = await SystemTracer.attach(command.pid, (line) => {
    const call = reader.read(line);
    if (call !== undefined) observer.see(call);
  });
  command.letGo();
  const exitCode = await ended(command.status, phaseMs, () => observer.isFlooded || reader.isFlooded);
  if (exitCode === null) kill(command.pid);
  const over = await Promise.race([tracer.ended, sleep<typeof STILL_RUNNING>(LEFT_BEHIND_MS, STILL_RUNNING)]);
  command.release();
  for (const call of reader.rest()) observer.see(call);
  return {
    observer,
    ending: exitCode === null ? 'timeout' : 'exited',
    exitCode,
    gaps: [
      ...gapsOfWatch(over, command.pid, reader),
      ...(observer.isFlooded || reader.isFlooded ? ['it did more than could be kept'] : []),
      ...(reader.unreadable > 0 ? [`${reader.unreadable} of its calls could not be read`] : []),
    ],
  };
}

/** A watch that ended before what it watched has seen nothing of the rest, and that looks like having done nothing. */
function gapsOfWatch(
  over: number | null | typeof STILL_RUNNING,
  leader: number,
  reader: SystemCallReader,
): string[] {
  if (over === STILL_RUNNING) return ['it left processes behind'];
  if (over !== 0 || !reader.hasSeenEndOf(leader)) return ['what watched it ended before it did'];
  return reader.lostSightOf === 0 ? [] : [`${reader.lostSightOf} of its processes were lost sight of`];
}

async function ended(
  status: () => Promise<number | null>,
  phaseMs: number,
  isOver: () => boolean,
): Promise<number | null> {
  for (const end = performance.now() + phaseMs; performance.now() < end && !isOver(); await sleep(POLL_MS)) {
    const code = await status();
    if (code !== null) return code;
  }
  return null;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in between.
  }
}
