/** Registries write one account in several ways; a ban must not be escaped by the case of a letter. */
export function foldPublisher(publisher: string): string {
  return publisher.normalize('NFKC').trim().toLowerCase();
}
