import type { ArtifactStore } from '@sallyport/artifact-store';
import type { DecisionKeys } from '@sallyport/decision-signature';
import type { Ecosystem } from '@sallyport/domain';
import type { Sandbox } from '@sallyport/sandbox';
import type { TrustRoot } from '@sallyport/provenance';
import type { KnownRevision } from './known-revision';
import type {
  Announcements,
  Attestations,
  Fetcher,
  Governance,
  Images,
  Installations,
  Jobs,
  Manifests,
  PackageHistories,
  Resolver,
  Scanner,
} from './ports';

/** Everything outside that the use cases talk to; each takes the parts it needs. */
export interface InstallerParts {
  ecosystem: Ecosystem;
  resolver: Resolver;
  fetcher: Fetcher;
  attestations: Attestations;
  /** Given by the operator; undefined: no provenance is ever verified. */
  trustRoot: TrustRoot | undefined;
  artifacts: ArtifactStore;
  histories: PackageHistories;
  manifests: Manifests;
  scanner: Scanner;
  governance: Governance;
  /** Pinned by the operator; whatever else says that it is governance's is not believed. */
  decisionKeys: DecisionKeys;
  images: Images;
  sandbox: Sandbox;
  installations: Installations;
  jobs: Jobs;
  announcements: Announcements;
  revision: KnownRevision;
  fetchLimits: FetchLimits;
  factLimits: FactLimits;
  /** Now, as ISO 8601 in UTC. */
  now: () => string;
}

export interface FetchLimits {
  /** Bytes of one artifact. */
  artifactBytes: number;
  /** Bytes of all artifacts of one closure. */
  closureBytes: number;
  /** Downloads at once. */
  parallel: number;
}

export interface FactLimits {
  /** Milliseconds for all questions to the registry about one closure; what has not come by then is unknown. */
  timeoutMs: number;
  /** Questions at once. */
  parallel: number;
}
