import type { RegistryChange, Revision } from '@sallyport/domain';

/** The change log seen as an outbox: what the stream has not been told yet. Failures are `store-unavailable`. */
export abstract class ChangeOutbox {
  /** A random id of this registry, so that message ids of two registries never meet. */
  abstract registryId(): Promise<string>;

  /** In order of revision. */
  abstract unpublished(limit: number): Promise<RegistryChange[]>;

  /** Everything up to this revision is in the stream. Never goes back. */
  abstract markPublished(revision: Revision): Promise<void>;
}
