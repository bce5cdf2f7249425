import type { Revision } from '@sallyport/domain';

/**
 * What replicas tell each other at once, and may lose: hints to look, and what spares a writer from looking. Only
 * governance's own credential may say these things on the bus.
 */
export abstract class ReplicaNotices {
  /** A change was committed. Never throws. */
  abstract changed(revision: Revision): void;

  /** A holder of a lease has applied everything up to the revision. Never throws. */
  abstract applied(holder: string, revision: Revision): void;
}
