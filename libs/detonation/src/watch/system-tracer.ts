import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DomainError, printable } from '@sallyport/domain';

/** What tells of programs, files and connections; nothing else is printed. */
const CALLS = [
  ...['execve', 'execveat', 'open', 'openat', 'openat2', 'creat', 'truncate'],
  ...[
    'unlink',
    'unlinkat',
    'rmdir',
    'rename',
    'renameat',
    'renameat2',
    'link',
    'linkat',
    'symlink',
    'symlinkat',
  ],
  ...['connect', 'sendto', 'sendmsg', 'sendmmsg'],
];
/** Bytes of one string that are printed: a path is never longer (PATH_MAX). */
const STRING_BYTES = 4_096;
const ATTACH_MS = 20_000;

/**
 * Watches one process of a cage and all that it ever starts, from the host: the kernel stops each of them at each call and
 * tells us. The code inside can see that it is watched (TracerPid); it cannot end it.
 */
export class SystemTracer {
  private constructor(
    private readonly child: ChildProcess,
    /**
     * Resolves when everything that was watched has ended, or strace has: its exit status, which is 0 only in the first
     * case; null where it was ended itself.
     */
    readonly ended: Promise<number | null>,
  ) {}

  /** @throws DomainError `scan-failed` where it cannot attach */
  static async attach(pid: number, onLine: (line: string) => void): Promise<SystemTracer> {
    // With signals: the end of a process that is killed is printed among them.
    const args = ['-f', '-yy', '-xx', '-s', String(STRING_BYTES), '-e', `trace=${CALLS.join(',')}`];
    // Its own messages and the trace would share stderr otherwise.
    const child = spawn('strace', [...args, '-o', '|exec cat', '-p', String(pid)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines = createInterface(child.stdout);
    lines.on('line', onLine);
    const closed = new Promise<void>((resolve) => lines.on('close', resolve));
    const status = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const ended = Promise.all([status, closed]).then(([code]) => code);
    const tracer = new SystemTracer(child, ended);
    try {
      await attached(child);
    } catch (error) {
      tracer.stop();
      throw error;
    }
    return tracer;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

function attached(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (cause?: unknown) => {
      clearTimeout(clock);
      const why = printable(said.trim(), 300);
      reject(new DomainError('scan-failed', `Nothing can be watched: strace: ${why}`, { cause }));
    };
    const clock = setTimeout(fail, ATTACH_MS);
    child.on('error', fail);
    child.on('exit', fail);
    child.stderr?.on('data', (text: Buffer) => {
      if (said.length < 2_000) said += text.toString('utf8');
      if (!/ attached/.test(said)) return;
      clearTimeout(clock);
      child.off('exit', fail);
      resolve();
    });
  });
}
