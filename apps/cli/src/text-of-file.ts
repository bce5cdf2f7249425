import { DomainError, printable } from '@sallyport/domain';
import { resolve } from 'node:path';
import type { Surroundings } from './surroundings';

/** @throws DomainError `invalid-request` where it cannot be read */
export function textOfFile({ cwd, readText }: Surroundings, path: string): string {
  try {
    return readText(resolve(cwd, path));
  } catch (cause) {
    throw new DomainError('invalid-request', `${printable(path)} cannot be read`, {
      cause,
      hint: 'Give a file that you may read.',
    });
  }
}
