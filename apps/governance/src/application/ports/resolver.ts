import type { Ecosystem, Lock } from '@sallyport/domain';

export abstract class Resolver {
  /** @throws DomainError what the installer of the ecosystem answers, `nobody-listens`, `timeout`, `bus-unavailable` */
  abstract resolve(ecosystem: Ecosystem, requirements: readonly string[]): Promise<Lock>;
}
