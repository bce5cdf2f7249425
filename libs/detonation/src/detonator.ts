import type { DetonationTrace, Digest, Ecosystem } from '@sallyport/domain';

export type DetonableKind = 'tarball' | 'wheel' | 'sdist';

/** Bytes that are laid out beside the artifact, so that it finds what it requires. */
export interface LaidOutDependency {
  /** Path of the file on this machine. */
  readonly file: string;
  readonly kind: DetonableKind;
  /** npm: `node_modules/a/node_modules/b`, as the lock has it. Python's have none. */
  readonly path: string;
}

export interface DetonationSubject {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  readonly kind: DetonableKind;
  /** Path of the artifact's bytes on this machine. They are checked against the digest before anything of them runs. */
  readonly file: string;
  /** npm: where it lies in the lock, `node_modules/a/node_modules/b`. Python's have none. */
  readonly path: string;
  readonly dependencies: readonly LaidOutDependency[];
}

/**
 * Installs and imports an artifact in cages that lead nowhere, and says what it did. An abstract class, so that it is its
 * own injection token.
 *
 * Whatever the artifact does is a value: it fails, it hangs, it attacks. What could not be seen is in the trace's gaps, and
 * its judgement is `unknown`. A thrown DomainError means that it was not run: `engine-unavailable`, `image-missing`,
 * `digest-mismatch`, `scan-failed`.
 */
export abstract class Detonator {
  /** Everything of the detonator that what it sees depends on: its code and the images. */
  abstract readonly version: string;

  abstract detonate(subject: DetonationSubject): Promise<DetonationTrace>;
}
