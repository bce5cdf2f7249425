/** One file of an export: its bytes, or why it cannot be taken. */
export type AdvisoryFile = { file: string; bytes: Buffer } | { file: string; refused: string };

export interface Fetched {
  bytes: number;
  /** Null where the server does not say. */
  totalBytes: number | null;
}

export abstract class AdvisorySource {
  /**
   * The files of an OSV export, one by one: of a directory, a zip or an http(s) address of a zip. What is fetched is
   * whole before the first file comes; what a fetch that broke off has left is not fetched again.
   * @param onFetched told now and then while it is fetched
   * @throws DomainError `advisories-unreadable`, while it is read, where the whole cannot be trusted
   */
  abstract files(source: string, onFetched?: (fetched: Fetched) => void): AsyncIterable<AdvisoryFile>;
}
