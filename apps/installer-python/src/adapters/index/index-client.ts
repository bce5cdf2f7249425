import { DomainError, printable } from '@sallyport/domain';
import fetch from 'make-fetch-happen';

export interface IndexClientOptions {
  /** PEM certificates to trust besides Node's own. */
  ca?: Buffer;
  /** Milliseconds without a byte. */
  idleMs: number;
  /** `Authorization` for a host, where its index needs one. */
  authorization?: (url: URL) => string | undefined;
}

/** What is at an address; undefined: nothing (404, or an answer of another kind than was asked for). */
export type Answer = { readonly bytes: Buffer; readonly url: string } | undefined;

/** The largest projects of the public index are some 20 MB. */
export const MAX_INDEX_BYTES = 64 * 1024 ** 2;

/** Asks an index, through the proxies of the environment, within bounds. Credentials of an address go to its own origin only. */
export class IndexClient {
  constructor(private readonly options: IndexClientOptions) {}

  /** @throws DomainError `registry-unreachable` */
  async get(address: string, accept: string, maxBytes = MAX_INDEX_BYTES): Promise<Answer> {
    const { ca, idleMs } = this.options;
    const { href, authorization = this.options.authorization?.(new URL(href)) } = withoutCredentials(address);
    try {
      const response = await fetch(href, {
        ...{ cache: 'no-store', timeout: idleMs, follow: 5 },
        retry: { retries: 1, minTimeout: 500, maxTimeout: 2_000 },
        headers: { accept, ...(authorization === undefined ? {} : { authorization }) },
        ...(ca ? { ca } : {}),
      });
      if (!response.ok) {
        response.body.destroy?.();
        if (response.status === 404 || response.status === 406) return undefined;
        throw unreachable(href, `it answered ${response.status}`);
      }
      return { bytes: await bounded(response.body, maxBytes, href), url: response.url };
    } catch (cause) {
      if (DomainError.is(cause)) throw cause;
      const { code, message } = (cause ?? {}) as { code?: string; message?: string };
      throw unreachable(href, code ?? message ?? 'no reason given', cause);
    }
  }

  /** @throws DomainError `registry-unreachable`; undefined also where it is no JSON */
  async json(address: string, accept: string): Promise<unknown> {
    const answer = await this.get(address, accept);
    if (answer === undefined) return undefined;
    try {
      return JSON.parse(answer.bytes.toString('utf8'));
    } catch {
      return undefined;
    }
  }
}

function withoutCredentials(address: string): { href: string; authorization?: string } {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return { href: url.href };
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return { href: url.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

async function bounded(
  body: AsyncIterable<Buffer> & { destroy?(): void },
  maxBytes: number,
  href: string,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > maxBytes) {
      body.destroy?.();
      throw unreachable(href, `the answer is larger than ${maxBytes} bytes`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function unreachable(href: string, reason: string, cause?: unknown): DomainError {
  const { host, pathname } = new URL(href);
  return new DomainError(
    'registry-unreachable',
    `${host} did not give ${printable(pathname, 120)}: ${printable(reason, 120)}`,
    { hint: 'Check the network, the proxy settings and the configured index; then try again.', cause },
  );
}
