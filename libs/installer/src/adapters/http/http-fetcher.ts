import { DomainError, printable, type LockedPackage } from '@sallyport/domain';
import fetch from 'make-fetch-happen';
import { Readable } from 'node:stream';
import { Fetcher } from '../../application/ports';

export interface HttpFetcherOptions {
  /** PEM certificates to trust besides Node's own. */
  ca?: Buffer;
  /** Milliseconds without a byte. */
  idleMs: number;
  retries: number;
  /** `Authorization` for a host, where its index needs one. */
  authorization?: (url: URL) => string | undefined;
}

const MAX_REDIRECTS = 5;

/** Plain HTTP(S), through the proxies of the environment. What arrives is checked by the store, not here. */
export class HttpFetcher extends Fetcher {
  constructor(private readonly options: HttpFetcherOptions) {
    super();
  }

  async open(locked: LockedPackage): Promise<Readable> {
    const url = parse(locked);
    const { ca, idleMs, retries, authorization } = this.options;
    const authorized = authorization?.(url);
    const response = await fetch(url.href, {
      ...{ cache: 'no-store', timeout: idleMs, follow: MAX_REDIRECTS },
      retry: { retries, minTimeout: 500, maxTimeout: 5_000 },
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        ...(authorized ? { authorization: authorized } : {}),
      },
      ...(ca ? { ca } : {}),
    }).catch((cause: unknown) => {
      throw unreachable(url, reasonOf(cause), cause);
    });
    const body = Readable.from(response.body, { objectMode: false });
    if (!response.ok || isDowngrade(url, response.url)) {
      body.destroy();
      throw unreachable(url, response.ok ? 'it redirects to plain http' : `it answered ${response.status}`);
    }
    return translated(body, url);
  }
}

function parse({ name, version, artifact }: LockedPackage): URL {
  const url = URL.canParse(artifact.url) ? new URL(artifact.url) : undefined;
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url;
  throw new DomainError('unsupported-source', `${name}@${version} lies at an address that is not http(s)`, {
    hint: 'Use an index that is served over https.',
  });
}

/** An index may be http from the start (a mirror inside a network); https must not become http on the way. */
function isDowngrade(asked: URL, answered: string): boolean {
  return asked.protocol === 'https:' && URL.canParse(answered) && new URL(answered).protocol !== 'https:';
}

/** A connection that breaks in the middle is the registry's fault as much as one that was not made. */
function translated(body: Readable, url: URL): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    try {
      for await (const piece of body) yield piece as Buffer;
    } catch (cause) {
      throw unreachable(url, reasonOf(cause), cause);
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

function reasonOf(cause: unknown): string {
  const { code, message } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? message ?? 'no reason given';
}

function unreachable(url: URL, reason: string, cause?: unknown): DomainError {
  return new DomainError(
    'registry-unreachable',
    `${url.host} did not give ${printable(url.pathname, 120)}: ${printable(reason, 120)}`,
    {
      hint: 'Check the network, the proxy settings and the configured index; then try again.',
      cause,
    },
  );
}
