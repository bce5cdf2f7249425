import { DomainError, printable, type FetchedPackage } from '@sallyport/domain';
import { Attestations, boundedText } from '@sallyport/installer';
import { MAX_ANSWER_BYTES } from '@sallyport/provenance';
import fetch from 'npm-registry-fetch';
import { manifest } from 'pacote';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { npmOptions } from './npm-options';

export interface NpmAttestationsOptions {
  cacheDir: string;
  /** Milliseconds for one answer of the registry. */
  timeoutMs: number;
  env: NodeJS.ProcessEnv;
}

/** Absent where the registry says that a release has none. */
const Dist = z.object({ attestations: z.object({ url: z.string().max(2_048) }).optional() });

/** Asks npm's registries the way npm does, from its own configuration. */
export class NpmAttestations extends Attestations {
  private configured: Promise<Record<string, unknown>> | undefined;

  constructor(private readonly options: NpmAttestationsOptions) {
    super();
  }

  async of({ name, version }: FetchedPackage): Promise<string | undefined> {
    const { cacheDir, env, timeoutMs } = this.options;
    this.configured ??= npmOptions(tmpdir(), cacheDir, env);
    const options = { ...(await this.configured), timeout: timeoutMs };
    const spec = `${name}@${version}`;
    try {
      const { dist } = await manifest(spec, options);
      const { attestations } = Dist.parse(dist);
      if (attestations === undefined) return undefined;
      const registry = fetch.pickRegistry(spec, options);
      // As npm does: a packument names the path, and not which host is asked with our credentials.
      const address = new URL(new URL(attestations.url, registry).pathname, registry);
      const { body } = await fetch(address.href, { ...options, cache: null });
      return await boundedText(body, { maxBytes: MAX_ANSWER_BYTES, timeoutMs });
    } catch (cause) {
      throw unreachable(spec, cause);
    }
  }
}

/** Whatever went wrong, that a release has no attestations is not what was learnt. */
function unreachable(spec: string, cause: unknown): DomainError {
  const { message } = cause as { message?: string };
  return new DomainError(
    'registry-unreachable',
    `The registry did not say whether ${spec} has attestations: ${printable(message ?? 'no reason given', 200)}`,
    { cause },
  );
}
