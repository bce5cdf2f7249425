import { DomainError, FetchedLock, type Digest, type Lock, type LockedPackage } from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';

type Parts = Pick<InstallerParts, 'artifacts' | 'fetcher' | 'fetchLimits'>;

/** Brings every artifact of a lock into the store, by what the registry stated of it. What is there is not fetched again. */
export class FetchClosure {
  constructor(private readonly parts: Parts) {}

  /**
   * @throws DomainError `digest-mismatch`, `artifact-too-large`, `disk-full`, `registry-unreachable`, `unsupported-source`
   */
  async run(
    lock: Lock,
    onFetched: (done: number, total: number) => void = () => undefined,
  ): Promise<FetchedLock> {
    const total = lock.packages.length;
    let bytesLeft = this.parts.fetchLimits.closureBytes;
    let done = 0;
    const packages = await inParallel(lock.packages, this.parts.fetchLimits.parallel, async (locked) => {
      const digest = await this.artifactOf(locked);
      const size = await this.parts.artifacts.sizeOf(digest);
      // In one go: `bytesLeft -= await …` would read it before the other lanes have written.
      bytesLeft -= size;
      if (bytesLeft < 0) throw closureTooLarge(this.parts.fetchLimits.closureBytes);
      onFetched(++done, total);
      return { ...locked, digest };
    });
    return { ...lock, packages };
  }

  private async artifactOf(locked: LockedPackage): Promise<Digest> {
    const { artifacts, fetcher, fetchLimits } = this.parts;
    const { integrity, size } = locked.artifact;
    const known = await artifacts.find(integrity);
    if (known !== undefined) return known;
    if ((size ?? 0) > fetchLimits.artifactBytes) throw tooLarge(locked, fetchLimits.artifactBytes);
    try {
      const source = await fetcher.open(locked);
      return (await artifacts.put(source, { integrity, maxBytes: fetchLimits.artifactBytes })).digest;
    } catch (cause) {
      throw about(locked, cause);
    }
  }
}

/** The store knows bytes; people need to know which package. */
function about(locked: LockedPackage, cause: unknown): unknown {
  if (!DomainError.is(cause)) return cause;
  const { code, message, hint, details } = cause;
  return new DomainError(code, `${locked.name}@${locked.version}: ${message}`, { hint, details, cause });
}

function tooLarge(locked: LockedPackage, limit: number): DomainError {
  return new DomainError(
    'artifact-too-large',
    `${locked.name}@${locked.version} is larger than ${limit} bytes`,
  );
}

function closureTooLarge(limit: number): DomainError {
  return new DomainError(
    'artifact-too-large',
    `The artifacts of this closure are together larger than ${limit} bytes`,
  );
}

/** Results in the order of the items; after the first failure nothing new is begun. */
async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  async function lane(): Promise<void> {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T);
      } catch (cause) {
        failed = true;
        throw cause;
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: width }, lane));
  const failure = lanes.find((settled) => settled.status === 'rejected');
  if (failure) throw failure.reason;
  return results;
}
