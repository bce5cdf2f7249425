import type {
  AdvisoryFacts,
  ApprovalFact,
  BanFact,
  NameMemory,
  PackageFacts,
  PackageId,
  RegistryEntry,
  RuleException,
  Status,
  VersionDelta,
} from '@sallyport/domain';

/** Everything that `Facts` holds of a package and not of who asks or when; good until a change speaks of it. */
export interface GatheredFacts {
  readonly package: PackageId;
  readonly digest: string | undefined;
  readonly status: Status;
  readonly entry: RegistryEntry | undefined;
  readonly approvals: readonly ApprovalFact[];
  readonly bans: readonly BanFact[];
  readonly publisherBans: readonly BanFact[];
  readonly known: PackageFacts | undefined;
  readonly advisoryData: AdvisoryFacts | undefined;
  /** For every agent and for single ones. */
  readonly exceptions: readonly RuleException[];
  readonly name: NameMemory | undefined;
  /** undefined: no standing approval speaks of it, so nobody needs it. */
  readonly delta: VersionDelta | undefined;
  /** Milliseconds since 1970; NaN: not known. */
  readonly publishedAt: number;
}
