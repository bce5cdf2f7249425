import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError } from '@sallyport/domain';
import type { Authority } from './authority';
import { SINK_PORTS } from './network';
import { SinkEvent } from './sink-events';

/** Nobody on the host has this id. */
export const SINK_UID = 10_003;
const PROGRAM = join(__dirname, '../../sink/sink.cjs');
const READY_MS = 20_000;

/** The process that stands for the whole internet, in the network namespace of one cage. */
export class EgressSink {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * @param pid a process in the cage, as the host counts
   * @param onEvent hears everything but that it is ready; `lost` also where the sink itself has ended
   * @throws DomainError `scan-failed` where it does not start
   */
  static async start(
    pid: number,
    authority: Authority,
    onEvent: (event: SinkEvent) => void,
  ): Promise<EgressSink> {
    const { tcp, dns, udp } = SINK_PORTS;
    const ports = [tcp, dns, udp, SINK_UID].map(String);
    const program = [process.execPath, PROGRAM, authority.folder, ...ports];
    // The environment of the worker is none of its business.
    const env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: authority.folder,
    };
    const child = spawn('nsenter', ['-t', String(pid), '-n', '--', ...program], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    const sink = new EgressSink(child);
    try {
      await ready(child, onEvent);
    } catch (error) {
      sink.stop();
      throw error;
    }
    return sink;
  }

  stop(): void {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
  }
}

function ready(child: ChildProcess, onEvent: (event: SinkEvent) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let why = '';
    const fail = (cause?: unknown) => {
      clearTimeout(clock);
      reject(
        new DomainError('scan-failed', `The egress sink did not start: ${why.trim().slice(-300)}`, { cause }),
      );
    };
    const clock = setTimeout(fail, READY_MS);
    child.stderr?.on('data', (text: Buffer) => (why = (why + text.toString('utf8')).slice(-2_000)));
    child.on('error', fail);
    child.on('exit', () => {
      fail();
      onEvent({ kind: 'lost', what: 'what came after the sink had ended' });
    });
    if (child.stdout === null) return fail();
    createInterface(child.stdout).on('line', (line) => {
      const event = parsed(line);
      if (event.kind !== 'ready') return onEvent(event);
      clearTimeout(clock);
      resolve();
    });
  });
}

function parsed(line: string): SinkEvent {
  try {
    return SinkEvent.parse(JSON.parse(line));
  } catch {
    // Whatever it is: something came that is not known.
    return { kind: 'lost', what: 'what the sink could not say' };
  }
}
