import type { Lock, Requirement } from '@sallyport/domain';

/** Turns requirements into a closure by asking registries. No package code runs, not even to read metadata. */
export abstract class Resolver {
  /**
   * @param requirements at least one, all of this resolver's ecosystem
   * @throws DomainError `package-not-found`, `version-not-found`, `version-conflict` (message: the resolver's own
   * explanation), `no-installable-artifact`, `unsupported-source`, `registry-unreachable`
   */
  abstract resolve(requirements: readonly Requirement[]): Promise<Lock>;
}
