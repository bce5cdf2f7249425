import type Dockerode from 'dockerode';
import { asked, ENGINE_MS } from './asked';
import { type Ending, FIRST_SIGNAL_STATUS } from './outcome';

const SIGKILL_STATUS = 137;

/** The engine writes down that it was asked to kill after it has killed, so the end may come first. */
const KILL_IS_TOLD_MS = 1_000;

/**
 * How the engine says that a container ended; undefined where it has lost sight of it. Asks for more than the
 * exit code only where a signal ended it: an answer that costs time and is not needed otherwise.
 */
export async function endState(
  docker: Dockerode,
  container: Dockerode.Container,
  exitCode: number,
): Promise<Ending['state']> {
  if (exitCode < FIRST_SIGNAL_STATUS) return { exitCode, oomKilled: false };
  const seen = await asked(container.inspect(), 'inspect', ENGINE_MS, [404]);
  if (!seen) return undefined;
  const { OOMKilled, StartedAt, FinishedAt } = seen.State;
  if (OOMKilled || exitCode !== SIGKILL_STATUS) return { exitCode, oomKilled: OOMKilled };
  // Seconds by the engine's clock.
  const period = {
    since: Date.parse(StartedAt) / 1_000,
    until: (Date.parse(FinishedAt) + KILL_IS_TOLD_MS) / 1_000,
  };
  return { exitCode, oomKilled: !(await someoneAskedToKill(docker, container.id, period)) };
}

/**
 * The engine forgets `OOMKilled` when it hears of the death before it hears of the memory, about once in forty.
 * But nobody inside can SIGKILL process 1: it was someone through the engine, which then has it among its events,
 * or it was the kernel, for want of memory.
 */
async function someoneAskedToKill(
  docker: Dockerode,
  id: string,
  period: { since: number; until: number },
): Promise<boolean> {
  const filters = JSON.stringify({ container: [id], event: ['kill'] });
  const events = await asked(docker.getEvents({ ...period, filters }), 'events');
  // The first event is the answer; without one the engine closes the stream when the period is over.
  const told = async () => {
    for await (const chunk of events) {
      if (String(chunk).trim() !== '') return true;
    }
    return false;
  };
  return asked(told(), 'events');
}
