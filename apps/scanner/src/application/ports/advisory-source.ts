/** One file of an export: its bytes, or why it cannot be taken. */
export type AdvisoryFile = { file: string; bytes: Buffer } | { file: string; refused: string };

export abstract class AdvisorySource {
  /**
   * The files of an OSV export, one by one: of a directory, a zip or an http(s) address of a zip.
   * @throws DomainError `advisories-unreadable`, while it is read, where the whole cannot be trusted
   */
  abstract files(source: string): AsyncIterable<AdvisoryFile>;
}
