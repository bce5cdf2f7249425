import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { readSigningKey, type SigningKey } from '@sallyport/decision-signature';

/** A key takes 119 bytes. */
const MAX_FILE_BYTES = 16 * 1024;
/** Whoever can read the key can allow anything. */
const OTHERS = 0o077;

/**
 * @param list files in the order of a rotation, the one that signs first; separated as in PATH
 * @throws Error a sentence for the operator; nothing of what is in a file is in it
 */
export function readSigningKeyFiles(list: string): SigningKey[] {
  const keys = list.split(delimiter).map(readKeyFile);
  if (new Set(keys.map(({ publicKey }) => publicKey.kid)).size === keys.length) return keys;
  throw new Error('one key is there twice');
}

function readKeyFile(file: string): SigningKey {
  if (file === '') throw new Error('a file name is empty');
  const text = readOwnFile(file);
  try {
    return readSigningKey(text);
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause });
  }
}

/** Looked at through the descriptor that is read from, so that nothing can be put in its place in between. */
function readOwnFile(file: string): string {
  const descriptor = opened(file);
  try {
    const { mode, size, isFile } = statOf(descriptor);
    if (!isFile) throw new Error(`${file} is not a file`);
    if ((mode & OTHERS) !== 0)
      throw new Error(`${file} can be read or changed by others than its owner: chmod 600 ${file}`);
    if (size > MAX_FILE_BYTES) throw new Error(`${file} is larger than a key can be`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function statOf(descriptor: number): { mode: number; size: number; isFile: boolean } {
  const stat = fstatSync(descriptor);
  return { mode: stat.mode, size: stat.size, isFile: stat.isFile() };
}

function opened(file: string): number {
  try {
    // Opening a pipe that nobody writes to would wait for ever.
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw new Error(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}
