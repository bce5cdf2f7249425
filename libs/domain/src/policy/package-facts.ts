import { z } from 'zod';
import { Digest, Integrity } from '../artifact/digest';
import { FileProvenance, ProvenanceChange } from '../provenance/change';
import { ProvenanceSource } from '../provenance/identity';
import { RegistryFacts } from '../registry-facts/registry-facts';
import { Hook, MAX_HOOKS } from '../scan/hook';
import { AdvisoryFacts, Capability, Severity, Verdict } from '../scan/report';

/** What the scan saw in one file of a version. */
export const ArtifactScan = z.object({
  digest: Digest,
  kind: z.enum(['wheel', 'sdist', 'tarball']),
  filename: z.string(),
  integrity: Integrity,
  url: z.string(),
  /** Advisories aside: they are facts of the version, see `AdvisoryMatch`. */
  verdict: Verdict,
  /** The worst of its findings that are no advisories; null: none. */
  worst: Severity.nullable(),
  capabilities: z.array(Capability),
  /** What runs by itself: `install-hook`, `autoload`, … (kinds of findings). */
  runsByItself: z.array(z.string()),
  /** What of it starts by itself, to be compared with other versions; absent on scans of before that. */
  hooks: z.array(Hook).max(MAX_HOOKS).optional(),
  /** Files that agents or editors read and obey. */
  agentConfiguration: z.boolean().default(false),
  /** Whether reading it is not enough to clear it; absent on scans of before that was asked, and then taken to be so. */
  highRisk: z.boolean().optional(),
  /** What running it says; null or absent: it was not run. */
  detonated: Verdict.nullable().optional(),
  rulesVersion: z.string(),
  scannedAt: z.iso.datetime(),
});
export type ArtifactScan = z.infer<typeof ArtifactScan>;

export const Provenance = z.enum(['verified', 'unverified', 'absent']);
export type Provenance = z.infer<typeof Provenance>;

/** What the registry says of a release. null everywhere means: not known. */
export const ReleaseFacts = z.object({
  publishedAt: z.iso.datetime().nullable(),
  yanked: z.boolean().nullable(),
  publisher: z.string().nullable(),
  /** SPDX expression. */
  licence: z.string().nullable(),
  provenance: Provenance.nullable(),
  /** Of earlier releases that are known: `verified` where any was, or else the newest one's. */
  provenanceBefore: Provenance.nullable(),
  /** Where it was built, where that is verified. */
  provenanceSource: ProvenanceSource.nullable().optional(),
  /** Against earlier releases that are known. */
  provenanceChange: ProvenanceChange.nullable().optional(),
  /** Whether installing it the ecosystem's way would run code of it. */
  buildScripts: z.boolean().nullable(),
  /** Downloads a week, as far as the registry tells. */
  weeklyDownloads: z.number().int().nonnegative().nullable(),
  /** Each with its source and time; absent: the registry was never asked. */
  registry: RegistryFacts.optional(),
});
export type ReleaseFacts = z.infer<typeof ReleaseFacts>;

export const UNKNOWN_RELEASE: ReleaseFacts = {
  publishedAt: null,
  yanked: null,
  publisher: null,
  licence: null,
  provenance: null,
  provenanceBefore: null,
  buildScripts: null,
  weeklyDownloads: null,
};

export const AdvisoryMatch = z.object({
  id: z.string(),
  aliases: z.array(z.string()),
  severity: Severity,
  /** CVSS vectors, as given; absent where the advisory has none. */
  vectors: z.array(z.string()).optional(),
  /** The nearest above the version first. */
  fixedIn: z.array(z.string()),
  /** A malware report (`MAL-…`) and not a vulnerability. */
  malware: z.boolean(),
  summary: z.string(),
});
export type AdvisoryMatch = z.infer<typeof AdvisoryMatch>;

/** Everything known of one package version beside what people decided about it. */
export const PackageFacts = z.object({
  artifacts: z.array(ArtifactScan),
  release: ReleaseFacts,
  advisories: z.object({ matches: z.array(AdvisoryMatch), data: AdvisoryFacts }),
  /** The newest try to scan that came to nothing; null where the newest came through. */
  scanFailed: z.object({ at: z.iso.datetime(), message: z.string() }).nullable(),
  /** Provenance by file, of which `release` has the sum. */
  attested: z.array(FileProvenance).max(200).optional(),
});
export type PackageFacts = z.infer<typeof PackageFacts>;
