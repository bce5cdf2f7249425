import { execFile } from 'node:child_process';
import type { Ended } from './machine';

/** A large artifact over a slow line; a client that hangs must not hang us. */
const TIMEOUT_MS = 180_000;
const MAX_OUTPUT = 4 * 1024 * 1024;

/** Runs a program by an argument list, with the user's own environment: npm and pip are configured by it. */
export function runProgram(program: string, words: readonly string[], folder: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...words],
      { cwd: folder, timeout: TIMEOUT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_OUTPUT },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({
          ...{ status, stdout, isTimedOut: error?.killed === true && error.signal === 'SIGKILL' },
          stderr: stderr === '' && error !== null ? error.message : stderr,
        });
      },
    );
  });
}
