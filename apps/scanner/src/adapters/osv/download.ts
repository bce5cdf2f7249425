import { lstat, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, printable } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import type { Fetched } from '../../application/ports/advisory-source';
import type { OsvLimits } from './osv-limits';
import { PartialFile, type Representation } from './partial-file';
import { checksumsOf, sameBytes, type Checksum } from './stated-checksums';

const OK = 200;
const PARTIAL = 206;
const NOT_MODIFIED = 304;
const RANGE_NOT_SATISFIABLE = 416;

/** Why an attempt ended; whether another one may have more luck. */
class Broken extends Error {
  constructor(
    message: string,
    readonly isWorthAnother: boolean,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? {} : { cause });
  }
}

export interface Download {
  url: string;
  /** Where what has been fetched is kept, whatever becomes of this process. */
  folder: string;
  limits: OsvLimits;
  onFetched?: (fetched: Fetched) => void;
}

/**
 * Fetches a file whole and gives its path. What a fetch that broke off has left is gone on with, where the server
 * says that it is still the same (RFC 9110, range requests with If-Range); it is whole when its length and every
 * checksum that was given are as stated. Proxies and extra certificate authorities are taken from the environment, as
 * npm takes them.
 * @param download the url may end in `#sha256=HEX`, as pip's do
 * @throws DomainError `advisories-unreadable`
 */
export async function download(download: Download): Promise<PartialFile> {
  const { url, folder, limits } = download;
  await ownFolder(folder);
  const file = await PartialFile.of(folder, url);
  const deadline = AbortSignal.timeout(limits.downloadMs);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await goOn(file, download, deadline);
      return file;
    } catch (cause) {
      const pause = limits.pausesMs[attempt];
      const isFinal = cause instanceof Broken && !cause.isWorthAnother;
      if (isFinal || pause === undefined || deadline.aborted) throw unreadable(url, cause);
      await sleep(pause);
    }
  }
}

/** Whoever else can write there could hand us their advisories. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return;
  throw new DomainError('advisories-unreadable', `${printable(folder)} is not the scanner's alone`, {
    hint: 'Give the scanner a directory of its own (ADVISORY_DOWNLOAD_DIR) that nobody else can write to.',
  });
}

async function goOn(
  file: PartialFile,
  { url, limits, onFetched }: Download,
  signal: AbortSignal,
): Promise<void> {
  const { validator, totalBytes } = file.representation;
  const start = validator === null ? 0 : await file.length();
  const isWhole = start > 0 && start === totalBytes;
  const response = await fetch(url.split('#', 1)[0] ?? url, {
    // What is packed on the way has another length than what is asked for.
    headers: { ...conditions(validator, start, isWhole), 'accept-encoding': 'identity' },
    retry: { retries: 0 },
    timeout: limits.downloadMs,
  });
  if (response.status === NOT_MODIFIED && isWhole) {
    onFetched?.({ bytes: start, totalBytes });
    return judge(file, file.representation);
  }
  if (response.status === RANGE_NOT_SATISFIABLE) {
    await file.clear();
    throw new Broken('what was fetched before is of another length', true);
  }
  if (response.status !== OK && response.status !== PARTIAL)
    throw new Broken(
      `the server answered ${response.status}`,
      response.status >= 500 || response.status === 429,
    );
  const goesOn = response.status === PARTIAL && isAt(response.headers.get('content-range'), start);
  if (response.status === PARTIAL && !goesOn) {
    await file.clear();
    throw new Broken('the server sent another part than was asked for', true);
  }
  const said = representationOf(url, response.headers, goesOn ? file.representation : undefined);
  if (!goesOn) await file.begin(said);
  const bound = Math.min(limits.zipBytes, said.totalBytes ?? limits.zipBytes);
  await file.append(response.body as AsyncIterable<Buffer>, {
    bound,
    signal,
    onLength: (bytes) => onFetched?.({ bytes, totalBytes: said.totalBytes }),
    tooLong: () => new Broken(`more than ${bound} bytes`, false),
  });
  await judge(file, said);
}

/** What is whole is asked for only if it is another one by now; what is not, from its end on if it is the same. */
function conditions(validator: string | null, start: number, isWhole: boolean): Record<string, string> {
  if (validator === null || start === 0) return {};
  return isWhole ? { 'if-none-match': validator } : { range: `bytes=${start}-`, 'if-range': validator };
}

/** @throws Broken where the file is not what was announced */
async function judge(file: PartialFile, { totalBytes, checksums }: Representation): Promise<void> {
  const length = await file.length();
  if (totalBytes !== null && length < totalBytes)
    throw new Broken(`only ${length} of ${totalBytes} bytes came`, true);
  for (const checksum of checksums)
    if (!(await sameBytes(file.path, checksum))) {
      await file.clear();
      throw new Broken(`its ${checksum.algorithm} is not ${checksum.value}`, checksum.from === 'server');
    }
}

function representationOf(
  url: string,
  headers: { get(name: string): string | null },
  known: Representation | undefined,
): Representation {
  if (known !== undefined) return known;
  const etag = headers.get('etag');
  const length = Number(headers.get('content-length') ?? Number.NaN);
  const checksums: Checksum[] = checksumsOf(url, headers);
  return {
    // RFC 9110, 13.1.5: a weak validator says nothing of bytes.
    validator: etag !== null && !etag.startsWith('W/') ? etag : null,
    totalBytes: Number.isSafeInteger(length) && length >= 0 ? length : null,
    checksums,
  };
}

function isAt(contentRange: string | null, start: number): boolean {
  return /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(contentRange ?? '')?.[1] === String(start);
}

function unreadable(url: string, cause: unknown): DomainError {
  const why = cause instanceof Error ? printable(cause.message) : 'no answer';
  return new DomainError('advisories-unreadable', `${printable(url)} cannot be fetched: ${why}`, {
    hint: 'Is the address right, and can the scanner reach it? Proxies are taken from HTTPS_PROXY. What was fetched is kept, and the next import goes on from there. Or give a zip that the scanner can read.',
    cause,
  });
}
