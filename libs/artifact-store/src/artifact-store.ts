import { canonicalJson, Digest, DomainError } from '@sallyport/domain';
import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import {
  access,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { parseIntegrity, type StatedIntegrity } from './integrity';

/** What is known of the bytes before they arrive. What is stated is checked; what is not stated is not. */
export interface Expected {
  /** W3C Subresource Integrity, as registries state it: one of its strongest algorithm's digests must match. */
  integrity?: string;
  digest?: Digest;
  /** Bytes. The source is stopped at the first byte beyond. */
  maxBytes: number;
}

export interface Stored {
  digest: Digest;
  /** Bytes. */
  size: number;
}

/**
 * Bytes addressed by the SHA-256 of what they are. A file under its digest is always whole: it is written
 * aside, made durable and then renamed, so that any number of writers in any number of processes may
 * put the same bytes at once.
 */
export class ArtifactStore {
  constructor(private readonly directory: string) {}

  /**
   * Takes the bytes in while hashing them. Nothing is kept of bytes that are not the ones expected.
   * @throws DomainError `digest-mismatch`, `artifact-too-large`, `disk-full`; an error of the source as it is
   */
  async put(source: Readable | Buffer, expected: Expected): Promise<Stored> {
    const stated = expected.integrity === undefined ? undefined : parseIntegrity(expected.integrity);
    const incoming = join(this.directory, 'incoming');
    const temporary = join(incoming, randomUUID());
    const stream = Buffer.isBuffer(source) ? Readable.from([source], { objectMode: false }) : source;
    try {
      await mkdir(incoming, { recursive: true });
      const stored = await this.receive(stream, temporary, { ...expected, stated });
      const final = this.path(stored.digest);
      await mkdir(dirname(final), { recursive: true });
      await rename(temporary, final);
      await syncDirectory(dirname(final));
      if (stated) await this.remember(stated, stored.digest);
      return stored;
    } catch (cause) {
      stream.destroy();
      await rm(temporary, { force: true });
      throw namedFault(cause);
    }
  }

  /**
   * The digest of bytes that were once put with this integrity and are still here; npm's locks state SHA-512 only.
   * Nothing when there are none: then they have to be fetched.
   */
  async find(integrity: string): Promise<Digest | undefined> {
    const stated = parseIntegrity(integrity);
    for (const hex of stated.digests) {
      const digest = await this.recall(stated.algorithm, hex);
      if (digest !== undefined && (await this.has(digest))) return digest;
    }
    return undefined;
  }

  /** Where the bytes lie. The file may be absent: see `has`. */
  path(digest: Digest): string {
    const hex = Digest.parse(digest).slice('sha256:'.length);
    return join(this.directory, 'sha256', hex.slice(0, 2), hex.slice(2, 4), hex);
  }

  /**
   * Where bytes lie that are here; whoever reads them checks them against the digest.
   * @throws DomainError `artifact-missing`
   */
  async locate(digest: Digest): Promise<string> {
    await this.sizeOf(digest);
    return this.path(digest);
  }

  async has(digest: Digest): Promise<boolean> {
    return access(this.path(digest)).then(
      () => true,
      () => false,
    );
  }

  /**
   * A stream of the bytes, as they lie: not checked while read.
   * @throws DomainError `artifact-missing`
   */
  async open(digest: Digest): Promise<ReadStream> {
    await this.sizeOf(digest);
    return createReadStream(this.path(digest));
  }

  /**
   * A stream that fails at its end with `digest-mismatch` unless the bytes were the ones named: whoever
   * consumes it must not act on them before it has ended.
   * @throws DomainError `artifact-missing`
   */
  async openChecked(digest: Digest): Promise<Readable> {
    const source = await this.open(digest);
    const hash = createHash('sha256');
    const check = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
      flush(done) {
        const actual = `sha256:${hash.digest('hex')}`;
        done(actual === digest ? null : mismatch(digest, actual));
      },
    });
    source.on('error', (cause) => check.destroy(missing(digest, cause)));
    check.on('close', () => source.destroy());
    return source.pipe(check);
  }

  /** Bytes. @throws DomainError `artifact-missing` */
  async sizeOf(digest: Digest): Promise<number> {
    try {
      return (await stat(this.path(digest))).size;
    } catch (cause) {
      throw missing(digest, cause);
    }
  }

  /**
   * The bytes, checked against their digest: a disk that lies, or someone who wrote into the store, is noticed here.
   * @throws DomainError `artifact-missing`, `artifact-too-large`, `digest-mismatch`
   */
  async read(digest: Digest, maxBytes: number): Promise<Buffer> {
    const size = await this.sizeOf(digest);
    if (size > maxBytes) throw tooLarge(maxBytes);
    const bytes = await readFile(this.path(digest)).catch((cause: unknown) => {
      throw missing(digest, cause);
    });
    const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (actual !== digest) throw mismatch(digest, actual);
    return bytes;
  }

  /** Stores canonical JSON, so that equal values have one digest. */
  async putJson(value: unknown): Promise<Stored> {
    const bytes = Buffer.from(canonicalJson(value), 'utf8');
    return this.put(bytes, { maxBytes: bytes.length });
  }

  /**
   * Removes what writers that died have left unfinished.
   * @param before milliseconds since 1970; what was written to later may still be under way
   * @returns how many files there were
   */
  async sweep(before: number): Promise<number> {
    const incoming = join(this.directory, 'incoming');
    let removed = 0;
    for (const name of await readdir(incoming).catch(() => [])) {
      const file = join(incoming, name);
      const touched = await stat(file).catch(() => undefined);
      if (touched === undefined || touched.mtimeMs >= before) continue;
      await rm(file, { force: true });
      removed++;
    }
    return removed;
  }

  private linkPath(algorithm: string, hex: string): string {
    return join(this.directory, algorithm, hex.slice(0, 2), hex.slice(2, 4), hex);
  }

  /** SHA-256 is the address itself; for the others a small file holds it. */
  private async remember(stated: StatedIntegrity, digest: Digest): Promise<void> {
    if (stated.algorithm === 'sha256' || stated.accepted === undefined) return;
    const link = this.linkPath(stated.algorithm, stated.accepted);
    const temporary = join(this.directory, 'incoming', randomUUID());
    await mkdir(dirname(link), { recursive: true });
    await writeFile(temporary, digest, { mode: 0o444 });
    await rename(temporary, link);
  }

  private async recall(algorithm: string, hex: string): Promise<Digest | undefined> {
    if (algorithm === 'sha256') return `sha256:${hex}`;
    const text = await readFile(this.linkPath(algorithm, hex), 'utf8').catch(() => '');
    return Digest.safeParse(text).data;
  }

  private async receive(
    source: Readable,
    temporary: string,
    { digest, maxBytes, stated }: Expected & { stated?: StatedIntegrity },
  ): Promise<Stored> {
    const sha256 = createHash('sha256');
    const second = stated && stated.algorithm !== 'sha256' ? createHash(stated.algorithm) : undefined;
    const file = await open(temporary, 'wx', 0o444);
    try {
      const size = await pour(source, file, { maxBytes, hashes: second ? [sha256, second] : [sha256] });
      const actual = sha256.digest();
      const address = `sha256:${actual.toString('hex')}` as Digest;
      if (digest !== undefined && digest !== address) throw mismatch(digest, address);
      if (stated && !stated.accepts(second ? second.digest() : actual)) throw mismatch(stated.text, address);
      await file.sync();
      return { digest: address, size };
    } finally {
      await file.close();
    }
  }
}

async function pour(
  source: Readable,
  file: FileHandle,
  { maxBytes, hashes }: { maxBytes: number; hashes: readonly Hash[] },
): Promise<number> {
  let size = 0;
  for await (const chunk of source) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    for (const hash of hashes) hash.update(bytes);
    await file.writeFile(bytes);
  }
  return size;
}

/** A rename is durable only when its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const FULL_DISK = new Set(['ENOSPC', 'EDQUOT']);

function namedFault(cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  if (code === undefined || !FULL_DISK.has(code)) return cause;
  return new DomainError('disk-full', 'The artifact store has no space left', {
    hint: 'Free space where ARTIFACT_STORE_DIR lies, then try again.',
    cause,
  });
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('artifact-too-large', `The artifact is larger than ${maxBytes} bytes`);
}

function missing(digest: Digest, cause: unknown): DomainError {
  return new DomainError('artifact-missing', `The artifact store does not hold ${digest}`, { cause });
}

function mismatch(expected: string, actual: string): DomainError {
  return new DomainError('digest-mismatch', `Expected ${expected}, got ${actual}`, {
    details: { expected, actual },
  });
}
