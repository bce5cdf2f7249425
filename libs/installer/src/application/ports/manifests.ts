import type { FetchedPackage, ManifestInside } from '@sallyport/domain';

/** Reads the manifest inside an artifact of the store: what is installed, whatever the registry says of it. */
export abstract class Manifests {
  /** undefined: there is none that can be read within the limits, or more than one that might be meant. Never rejects. */
  abstract inside(locked: FetchedPackage): Promise<ManifestInside | undefined>;
}
