import { DomainError, printable, type FetchedPackage } from '@sallyport/domain';
import { Attestations, boundedText } from '@sallyport/installer';
import { MAX_ANSWER_BYTES } from '@sallyport/provenance';
import fetch from 'make-fetch-happen';
import { z } from 'zod';

export interface PypiAttestationsOptions {
  /** Address of the index's simple API; undefined: nobody has said, and nothing is asked. */
  index: string | undefined;
  /** PEM certificates to trust besides Node's own. */
  ca?: Buffer;
  /** Milliseconds for one answer. */
  timeoutMs: number;
  /** `Authorization` for a host, where its index needs one. */
  authorization: (url: URL) => string | undefined;
}

/** PEP 691, JSON; files of the largest projects make some ten megabytes. */
const PAGE = { accept: 'application/vnd.pypi.simple.v1+json', maxBytes: 64 * 1024 ** 2 };
/** PEP 740, "Provenance objects". */
const PROVENANCE = { accept: 'application/vnd.pypi.integrity.v1+json', maxBytes: MAX_ANSWER_BYTES };
const MAX_REDIRECTS = 5;

/** `provenance`: null says that a file has none; absent says that the index does not know of such things (PEP 740). */
const Page = z.object({
  files: z
    .array(
      z.object({
        filename: z.string().max(512),
        hashes: z.record(z.string(), z.string()),
        provenance: z.string().max(2_048).nullish(),
      }),
    )
    .max(200_000),
});

/** Asks a Python index by PEP 691 which file has provenance, and for it. */
export class PypiAttestations extends Attestations {
  constructor(private readonly options: PypiAttestationsOptions) {
    super();
  }

  async of(fetched: FetchedPackage): Promise<string | undefined> {
    const { name, artifact } = fetched;
    try {
      const page = new URL(`${encodeURIComponent(name)}/`, this.base());
      const address = await this.addressOf(fetched, page);
      return address === null ? undefined : await this.text(new URL(address, page), PROVENANCE);
    } catch (cause) {
      const { message } = cause as Error;
      throw new DomainError(
        'registry-unreachable',
        `The index did not say whether ${artifact.filename} has attestations: ${printable(message, 200)}`,
        { cause },
      );
    }
  }

  private base(): URL {
    const { index } = this.options;
    if (index === undefined) throw new Error('no index was named to ask (UV_DEFAULT_INDEX)');
    const url = new URL(index.endsWith('/') ? index : `${index}/`);
    // Credentials go by header, to the host that they are for.
    [url.username, url.password] = ['', ''];
    return url;
  }

  /** null: the index says that there is none. */
  private async addressOf({ artifact, digest }: FetchedPackage, page: URL): Promise<string | null> {
    const { files } = Page.parse(JSON.parse(await this.text(page, PAGE)));
    const sha256 = digest.slice('sha256:'.length);
    const file = files.find(
      ({ filename, hashes }) => filename === artifact.filename && hashes['sha256'] === sha256,
    );
    if (file === undefined) throw new Error('it does not list this file');
    if (file.provenance === undefined) throw new Error('it knows nothing of provenance');
    return file.provenance;
  }

  private async text(url: URL, { accept, maxBytes }: typeof PAGE): Promise<string> {
    const { ca, timeoutMs, authorization } = this.options;
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('its address is not http(s)');
    const authorized = authorization(url);
    const {
      ok,
      status,
      url: answered,
      body,
    } = await fetch(url.href, {
      ...{ cache: 'no-store', timeout: timeoutMs, follow: MAX_REDIRECTS },
      retry: { retries: 1, minTimeout: 500, maxTimeout: 2_000 },
      headers: { accept, ...(authorized ? { authorization: authorized } : {}) },
      ...(ca ? { ca } : {}),
    });
    if (!ok || (url.protocol === 'https:' && !answered.startsWith('https:'))) {
      body.destroy?.();
      throw new Error(ok ? 'it redirects to plain http' : `it answered ${status}`);
    }
    return boundedText(body, { maxBytes, timeoutMs });
  }
}
