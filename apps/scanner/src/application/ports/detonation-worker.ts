import type { detonateArtifact, DetonationRequest, ReplyOf } from '@sallyport/domain';

/** Whoever runs artifacts in cages, on a machine that can. There need not be one. */
export abstract class DetonationWorker {
  /** @throws DomainError `nobody-listens`, `timeout`, `bus-unavailable` */
  abstract version(): Promise<string>;

  /** @throws DomainError the same, and what `detonateArtifact` answers: then it was not run */
  abstract detonate(request: DetonationRequest): Promise<ReplyOf<typeof detonateArtifact>>;
}
