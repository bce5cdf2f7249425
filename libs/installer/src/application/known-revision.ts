import type { Revision } from '@sallyport/domain';

/**
 * The newest registry revision that this process has seen. Asked with every check, so that a replica of
 * governance that lags behind what was already acknowledged to us refuses to answer instead of allowing.
 */
export class KnownRevision {
  private newest: Revision = 0;

  saw(revision: Revision): void {
    this.newest = Math.max(this.newest, revision);
  }

  atLeast(revision: Revision = 0): Revision {
    return Math.max(this.newest, revision);
  }
}
