import type { Ecosystem, Lock } from '@sallyport/domain';

/** Has a closure fetched and scanned; what the scanner saw comes as facts before this resolves. */
export abstract class Inspector {
  /** @throws DomainError what the installer of the ecosystem answers, `nobody-listens`, `timeout`, `bus-unavailable` */
  abstract inspect(
    ecosystem: Ecosystem,
    what: { lock: Lock } | { requirements: readonly string[] },
  ): Promise<void>;
}
