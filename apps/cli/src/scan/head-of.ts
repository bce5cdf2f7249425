import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const LENGTH = 8;

/** The first bytes of a regular file, enough to tell an archive; undefined where there is none that can be read. */
export function headOf(path: string): Buffer | undefined {
  try {
    // A pipe would wait for a writer.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(handle).isFile()) return undefined;
      const head = Buffer.alloc(LENGTH);
      return head.subarray(0, readSync(handle, head, 0, LENGTH, 0));
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}
