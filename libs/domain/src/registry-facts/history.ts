import type { Ecosystem } from '../package/ecosystem';

/** One version as a registry speaks of it. null everywhere means: the registry does not say. */
export interface HistoryVersion {
  /** Normalised. */
  readonly version: string;
  /** ISO 8601 in UTC; of the first file of the version. */
  readonly publishedAt: string | null;
  readonly yanked: { readonly yanked: boolean; readonly reason: string | null } | null;
  readonly deprecated: { readonly deprecated: boolean; readonly message: string | null } | null;
  readonly publisher: string | null;
  /** As they were when it was published. */
  readonly maintainers: readonly string[] | null;
  /** Names of what it depends on, normalised; null: not known, and not "none". */
  readonly dependencies: readonly string[] | null;
  readonly licence: DeclaredLicence | null;
  /** As declared; any spelling. */
  readonly repository: string | null;
  readonly installScripts: boolean | null;
}

/** What a manifest says of its licence, strongest first. */
export interface DeclaredLicence {
  /** `License-Expression` (PEP 639), npm's `license`. */
  readonly expression: string | null;
  /** Free text: `License` of old Python metadata. */
  readonly text: string | null;
  /** Trove classifiers. */
  readonly classifiers: readonly string[];
}

/** Everything that a registry says of a package, in one shape for all ecosystems. Adapters make it; it is hostile. */
export interface PackageHistory {
  readonly ecosystem: Ecosystem;
  /** Normalised. */
  readonly name: string;
  /** Which answer of the registry it is from: `npm packument`, `PyPI simple API`. */
  readonly source: string;
  /** When the registry answered, ISO 8601. */
  readonly asOf: string;
  /** In any order. One that is no version of the ecosystem has been left out. */
  readonly versions: readonly HistoryVersion[];
  /** Of the package, now. */
  readonly maintainers: readonly string[] | null;
  readonly weeklyDownloads: number | null;
}

/** What the manifest inside the artifact says: read from the very bytes that are installed. */
export interface ManifestInside {
  readonly repository: string | null;
  /** null: the ecosystem has none. */
  readonly installScripts: boolean | null;
}

export const UNSAID: Omit<HistoryVersion, 'version'> = {
  publishedAt: null,
  yanked: null,
  deprecated: null,
  publisher: null,
  maintainers: null,
  dependencies: null,
  licence: null,
  repository: null,
  installScripts: null,
};
