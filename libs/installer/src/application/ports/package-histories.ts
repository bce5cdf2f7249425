import type { PackageHistory } from '@sallyport/domain';

/** Asks a package registry for everything that it says of a package. No code of any package runs. */
export abstract class PackageHistories {
  /**
   * The history of a package. Details that cost a question each (dependencies, licence, repository) are there for
   * `versions` and for the one below each (`predecessorOf`); other versions may lack them.
   * @param name normalised
   * @param versions normalised; may be none, where only the times are needed
   * @throws DomainError `package-not-found`; `registry-unreachable`: it did not answer, or with nothing that can be read
   */
  abstract load(name: string, versions: readonly string[]): Promise<PackageHistory>;
}
