import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError } from '@sallyport/domain';
import type { Authority } from './authority';
import { SINK_PORTS } from './network';
import { SinkEvent } from './sink-events';

/** Nobody on the host has this id. */
const SINK_UID = 10_003;
const PROGRAM = join(__dirname, '../../sink/sink.cjs');
const READY_MS = 20_000;
/** Milliseconds for telling what has come; the sink itself gives up before. */
const SETTLE_MS = 15_000;

/** The process that stands for the whole internet, in the network namespace of one cage. */
export class EgressSink {
  private readonly settling = new Map<number, () => void>();
  private asked = 0;
  private isGone = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly authority: Authority,
    private readonly onEvent: (event: SinkEvent) => void,
  ) {}

  /**
   * @param pid a process in the cage, as the host counts
   * @param onEvent hears of all that came; `lost` also where the sink itself has ended
   * @throws DomainError `scan-failed` where it does not start
   */
  static async start(
    pid: number,
    authority: Authority,
    onEvent: (event: SinkEvent) => void,
  ): Promise<EgressSink> {
    const { tcp, dns, udp } = SINK_PORTS;
    const program = [process.execPath, PROGRAM, ...[tcp, dns, udp, SINK_UID].map(String)];
    const child = spawn('nsenter', ['-t', String(pid), '-n', '--', ...program], {
      // The environment of the worker is none of its business.
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    const sink = new EgressSink(child, authority, onEvent);
    // Its key goes through the pipe: no file of it has to be readable by another user.
    sink.tell({ leaf: authority.leaf });
    try {
      await sink.ready();
    } catch (error) {
      sink.stop();
      throw error;
    }
    return sink;
  }

  /** Resolves when all that was sent until now has been told. Where that cannot be had, `lost` is told. */
  async settle(): Promise<void> {
    const number = ++this.asked;
    let clock: NodeJS.Timeout | undefined;
    const isSettled = await new Promise<boolean>((resolve) => {
      if (this.isGone) return resolve(false);
      clock = setTimeout(resolve, SETTLE_MS, false);
      this.settling.set(number, () => resolve(!this.isGone));
      this.tell({ settle: number });
    });
    clearTimeout(clock);
    this.settling.delete(number);
    if (!isSettled) this.onEvent({ kind: 'lost', what: 'what the sink had not told' });
  }

  stop(): void {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
  }

  private tell(message: object): void {
    this.child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  private ready(): Promise<void> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      let why = '';
      const fail = (cause?: unknown) => {
        clearTimeout(clock);
        const text = `The egress sink did not start: ${why.trim().slice(-300)}`;
        reject(new DomainError('scan-failed', text, { cause }));
      };
      const clock = setTimeout(fail, READY_MS);
      child.stderr?.on('data', (text: Buffer) => (why = (why + text.toString('utf8')).slice(-2_000)));
      child.on('error', fail);
      child.on('exit', () => {
        fail();
        this.gone();
      });
      if (child.stdout === null) return fail();
      createInterface(child.stdout).on('line', (line) => {
        const event = parsed(line);
        if (event.kind !== 'ready') return this.hear(event);
        clearTimeout(clock);
        resolve();
      });
    });
  }

  private hear(event: SinkEvent): void {
    if (event.kind === 'certificate') void this.certify(event.name);
    else if (event.kind === 'settled') this.settling.get(event.number)?.();
    else this.onEvent(event);
  }

  private async certify(name: string): Promise<void> {
    const certificate = await this.authority.certificateFor(name).catch(() => undefined);
    if (certificate === undefined)
      this.onEvent({ kind: 'lost', what: 'what was sent over TLS: no certificate' });
    this.tell({ name, certificate: certificate ?? null });
  }

  private gone(): void {
    this.isGone = true;
    this.onEvent({ kind: 'lost', what: 'what came after the sink had ended' });
    for (const settle of this.settling.values()) settle();
  }
}

function parsed(line: string): SinkEvent {
  try {
    return SinkEvent.parse(JSON.parse(line));
  } catch {
    // Whatever it is: something came that is not known.
    return { kind: 'lost', what: 'what the sink could not say' };
  }
}
