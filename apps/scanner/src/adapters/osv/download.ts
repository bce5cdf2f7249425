import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DomainError, printable } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import type { OsvLimits } from './osv-limits';

/**
 * Fetches a zip into a file of its own, hands its path to `use` and removes it afterwards. Proxies and extra
 * certificate authorities are taken from the environment, as npm takes them.
 */
export async function* downloaded<T>(
  url: string,
  limits: OsvLimits,
  use: (path: string) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-advisories-'));
  try {
    const path = join(folder, 'export.zip');
    await download(url, path, limits);
    yield* use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function download(url: string, path: string, limits: OsvLimits): Promise<void> {
  const signal = AbortSignal.timeout(limits.downloadMs);
  try {
    const response = await fetch(url, { retry: { retries: 2 }, timeout: limits.downloadMs });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    await pipeline(response.body, bounded(limits.zipBytes), createWriteStream(path), { signal });
  } catch (cause) {
    throw new DomainError(
      'advisories-unreadable',
      `${printable(url)} cannot be fetched: ${cause instanceof Error ? printable(cause.message) : 'no answer'}`,
      {
        hint: 'Is the address right, and can the scanner reach it? Proxies are taken from HTTPS_PROXY. Or give a zip that the scanner can read.',
        cause,
      },
    );
  }
}

function bounded(limit: number) {
  return async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limit) throw new Error(`more than ${limit} bytes`);
      yield chunk;
    }
  };
}
