import type { LockedPackage } from '@sallyport/domain';
import type { Readable } from 'node:stream';

/** Gets the bytes of one artifact from where the lock says. The caller checks them against the lock's integrity. */
export abstract class Fetcher {
  /** @throws DomainError `registry-unreachable`, `unsupported-source`; the stream may fail with the same */
  abstract open(locked: LockedPackage): Promise<Readable>;
}
