import { execFile } from 'node:child_process';
import { DomainError, printable } from '@sallyport/domain';

/** Milliseconds; none of them does more than set something up. */
const COMMAND_MS = 20_000;

/**
 * Runs a program of the machine to its end: an argument list, never a shell. Returns its stdout.
 * @throws DomainError `scan-failed` where it is missing, fails or does not end
 */
export function command(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { timeout: COMMAND_MS, maxBuffer: 1024 ** 2 },
      (cause, stdout, stderr) => {
        if (cause === null) return resolve(stdout);
        const why = printable(stderr.trim() || cause.message, 300);
        reject(
          new DomainError('scan-failed', `The detonation could not be set up: ${program}: ${why}`, {
            hint: 'Detonating needs root, Linux, and the programs strace, nsenter, ip, iptables and openssl.',
            cause,
          }),
        );
      },
    );
    // It may end without having read.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
