import { DomainError, printable } from '@sallyport/domain';

/** Enough for an installer's complaint, little enough for a bus message. */
export const KEPT_LINES = 40;
const MAX_LINE = 400;
const NO_SPACE = /no space left on device|disk quota exceeded|ENOSPC/i;
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

export interface BuildEnd {
  exitCode: number;
  outOfMemory: boolean;
  /** What it printed, or the end of it. */
  output: string;
}

/** Why an installation inside the build container did not succeed. */
export function buildFailure({ exitCode, outOfMemory, output }: BuildEnd): DomainError {
  const log = lastLines(output);
  if (NO_SPACE.test(output)) {
    return new DomainError('disk-full', 'The engine has no space left to build the image', {
      hint: 'Free space on the disk of the Docker engine, for example with `sallyport cleanup`; then install again.',
      details: { log },
    });
  }
  const why = outOfMemory ? 'ran out of memory' : `ended with ${exitCode}`;
  return new DomainError('build-failed', `The image could not be built: the installer ${why}`, {
    hint: outOfMemory
      ? 'Give builds more memory: BUILD_MEMORY_BYTES.'
      : 'The last lines that the installer printed are in the details.',
    details: { log },
  });
}

function lastLines(output: string): string[] {
  const lines = output.split(/\r?\n/).map((line) => printable(line.replace(ANSI, '').trimEnd(), MAX_LINE));
  return lines.filter((line) => line !== '').slice(-KEPT_LINES);
}
