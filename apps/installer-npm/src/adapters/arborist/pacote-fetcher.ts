import { DomainError, type LockedPackage } from '@sallyport/domain';
import { Fetcher } from '@sallyport/installer';
import { tarball } from 'pacote';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { npmFailure } from './explain-failure';
import { npmOptions } from './npm-options';

export interface PacoteFetcherOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
}

/** npm's own downloader, so that scoped registries, credentials, proxies and certificates are npm's configuration. */
export class PacoteFetcher extends Fetcher {
  private configured: Promise<Record<string, unknown>> | undefined;

  constructor(private readonly options: PacoteFetcherOptions) {
    super();
  }

  async open(locked: LockedPackage): Promise<Readable> {
    const { name, version, artifact } = locked;
    if (!/^https?:\/\//.test(artifact.url)) {
      throw new DomainError(
        'unsupported-source',
        `${name}@${version} lies at an address that is not http(s)`,
      );
    }
    this.configured ??= npmOptions(tmpdir(), this.options.cacheDir, this.options.env);
    // Neither npm's cache (a second copy) nor its check of the integrity (a second read): the store does both.
    const options = { ...(await this.configured), allowRemote: 'all', cache: null };
    return new Promise((resolve, reject) => {
      tarball
        .stream(
          `${name}@${artifact.url}`,
          (stream) =>
            new Promise<void>((done) => {
              // Whoever reads hears of it; after that nobody listens, and an unheard error would end the process.
              stream.on('error', () => undefined);
              const readable = Readable.from(translated(stream), { objectMode: false });
              readable.once('close', done);
              resolve(readable);
            }),
          options,
        )
        .catch((cause: unknown) => reject(npmFailure(cause)));
    });
  }
}

async function* translated(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (cause) {
    throw npmFailure(cause);
  }
}
