import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What the server said of the file when its first byte came. */
const Representation = z.object({
  /** A strong ETag; null where there is none: nothing can be gone on with then. */
  validator: z.string().nullable(),
  totalBytes: z.number().int().nonnegative().nullable(),
  checksums: z.array(
    z.object({
      algorithm: z.enum(['sha256', 'md5']),
      value: z.string(),
      from: z.enum(['address', 'server']),
    }),
  ),
});
export type Representation = z.infer<typeof Representation>;

const NOTHING: Representation = { validator: null, totalBytes: null, checksums: [] };

export interface Appending {
  /** Bytes of the whole file. */
  bound: number;
  signal: AbortSignal;
  onLength(bytes: number): void;
  tooLong(): Error;
}

/** Told of progress each time so many bytes more have come. */
const TELL_EVERY = 1024 * 1024;

/** A file that is fetched bit by bit: its bytes, and beside them what they are bytes of. */
export class PartialFile {
  private constructor(
    readonly path: string,
    private readonly note: string,
    private said: Representation,
  ) {}

  /** Of this address. What was left of it is found; what cannot be read counts as nothing. */
  static async of(folder: string, url: string): Promise<PartialFile> {
    const name = createHash('sha256').update(url).digest('hex').slice(0, 32);
    const note = join(folder, `${name}.json`);
    return new PartialFile(join(folder, `${name}.zip`), note, await readNote(note));
  }

  get representation(): Representation {
    return this.said;
  }

  async length(): Promise<number> {
    try {
      return (await stat(this.path)).size;
    } catch {
      return 0;
    }
  }

  async begin(said: Representation): Promise<void> {
    await this.clear();
    // The note first and whole: bytes without it are not gone on with.
    await writeFile(`${this.note}.new`, JSON.stringify(said), { mode: 0o600 });
    await rename(`${this.note}.new`, this.note);
    this.said = said;
  }

  async append(bytes: AsyncIterable<Buffer>, { bound, signal, onLength, tooLong }: Appending): Promise<void> {
    const handle = await open(this.path, 'a', 0o600);
    try {
      let length = (await handle.stat()).size;
      let told = length;
      onLength(length);
      for await (const chunk of bytes) {
        signal.throwIfAborted();
        length += chunk.length;
        if (length > bound) throw tooLong();
        await handle.writeFile(chunk);
        if (length - told < TELL_EVERY) continue;
        onLength(length);
        told = length;
      }
      onLength(length);
    } finally {
      await handle.close();
    }
  }

  async clear(): Promise<void> {
    this.said = NOTHING;
    await rm(this.note, { force: true });
    await rm(this.path, { force: true });
  }
}

async function readNote(path: string): Promise<Representation> {
  try {
    return Representation.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return NOTHING;
  }
}
