import { predecessorOf, type PackageHistory } from '@sallyport/domain';
import { PackageHistories } from '@sallyport/installer';
import fetchFromRegistry from 'npm-registry-fetch';
import { tmpdir } from 'node:os';
import { npmFailure } from '../arborist/explain-failure';
import { npmOptions } from '../arborist/npm-options';
import { packumentHistory, unreadable } from './packument';

export interface NpmHistoriesOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  /** Milliseconds of one question. */
  timeoutMs: number;
}

/** The largest packuments of the public registry are some 20 MB. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Full packuments, by npm's own client: registries by scope, credentials, proxies and certificates are npm's configuration. */
export class NpmHistories extends PackageHistories {
  private configured: Promise<Record<string, unknown>> | undefined;

  constructor(private readonly options: NpmHistoriesOptions) {
    super();
  }

  async load(name: string, versions: readonly string[]): Promise<PackageHistory> {
    const { cacheDir, env, timeoutMs } = this.options;
    this.configured ??= npmOptions(tmpdir(), cacheDir, env);
    const configured = await this.configured;
    try {
      const response = await fetchFromRegistry(`/${name.replace('/', '%2f')}`, {
        ...configured,
        // Scoped packages may lie at a registry of their own.
        ...{ spec: name, timeout: timeoutMs, headers: { accept: 'application/json' } },
        retry: { retries: 1, minTimeout: 500, maxTimeout: 2_000 },
      });
      const asOf = answeredAt(response.headers.get('x-local-cache-time'));
      return slim(packumentHistory(name, jsonIn(name, await bounded(name, response.body)), asOf), versions);
    } catch (cause) {
      throw npmFailure(cause);
    }
  }
}

/** Every manifest is in the answer; of a whole closure they would fill the memory, so only the details that matter stay. */
function slim(history: PackageHistory, versions: readonly string[]): PackageHistory {
  const wanted = new Set(versions.flatMap((version) => [version, predecessorOf(history, version)]));
  return {
    ...history,
    versions: history.versions.map((said) =>
      wanted.has(said.version) ? said : { ...said, dependencies: null, licence: null, repository: null },
    ),
  };
}

/** An answer out of npm's cache is as old as it is there. */
function answeredAt(cached: string | null): string {
  const time = cached === null ? Number.NaN : Date.parse(decodeURIComponent(cached));
  return (Number.isNaN(time) ? new Date() : new Date(time)).toISOString();
}

/** By events: npm's streams take on a listener for every piece that is waited for. */
function bounded(name: string, body: NodeJS.ReadableStream & { destroy?(): void }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    body.on('error', reject);
    body.on('end', () => resolve(Buffer.concat(pieces)));
    body.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= MAX_BYTES) return void pieces.push(piece);
      reject(unreadable(name, `is larger than ${MAX_BYTES} bytes`));
      body.destroy?.();
    });
  });
}

function jsonIn(name: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw unreadable(name, 'is no JSON', cause);
  }
}
