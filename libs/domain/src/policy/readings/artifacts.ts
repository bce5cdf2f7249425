import type { Facts } from '../facts';
import type { ArtifactScan } from '../package-facts';

const NONE: readonly ArtifactScan[] = [];

/** The scanned files that are meant: the one of `facts.digest`, or all of the version. Empty where none was scanned. */
export function concernedArtifacts({ known, digest }: Facts): readonly ArtifactScan[] {
  if (known === undefined) return NONE;
  return digest === undefined ? known.artifacts : known.artifacts.filter((one) => one.digest === digest);
}
