import { DomainError, printable } from '@sallyport/domain';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** One line of the engine's build stream. */
const BuildMessage = z.object({
  stream: z.string().optional(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).optional(),
});

/** Enough for an installer's complaint, little enough for a bus message. */
const KEPT_LINES = 40;
const MAX_LINE = 400;
const NO_SPACE = /no space left on device|disk quota exceeded|ENOSPC/i;
const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * Reads a build to its end.
 * @returns content id of the image
 * @throws DomainError `build-failed` with the last lines of the log, `disk-full`
 */
export async function readBuild(stream: Readable): Promise<string> {
  const lines: string[] = [];
  let imageId: string | undefined;
  let failure: string | undefined;
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const message = parse(line);
    if (message === undefined) continue;
    for (const text of (message.stream ?? message.error ?? '').split('\n')) keep(lines, text);
    failure ??= message.error;
    imageId = message.aux?.ID ?? imageId;
  }
  if (failure !== undefined) throw failed(failure, lines);
  if (imageId === undefined) throw failed('The engine ended the build without an image', lines);
  return imageId;
}

function parse(line: string): z.infer<typeof BuildMessage> | undefined {
  try {
    return BuildMessage.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function keep(lines: string[], text: string): void {
  const clean = printable(text.replace(ANSI, '').trimEnd(), MAX_LINE);
  if (clean === '') return;
  lines.push(clean);
  if (lines.length > KEPT_LINES) lines.shift();
}

function failed(failure: string, lines: readonly string[]): DomainError {
  if (NO_SPACE.test(failure) || lines.some((line) => NO_SPACE.test(line))) {
    return new DomainError('disk-full', 'The engine has no space left to build the image', {
      hint: 'Free space on the disk of the Docker engine, for example with `sallyport cleanup`; then install again.',
      details: { log: lines },
    });
  }
  return new DomainError('build-failed', `The image could not be built: ${failure}`, {
    hint: 'The last lines of the build are in the details.',
    details: { log: lines },
  });
}
