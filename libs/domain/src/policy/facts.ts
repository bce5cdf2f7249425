import type { Maturity, MinMaturity } from '../agent/maturity';
import type { Digest } from '../artifact/digest';
import type { PackageId } from '../package/package-id';
import type { Accusation } from '../names/accusation';
import type { Selector } from '../package/selector';
import type { VersionDelta } from '../registry/delta/version-delta';
import type { Grant } from '../registry/grant';
import type { NameMemory, RuleException } from '../registry/standing';
import type { RegistryEntry, Status } from '../registry/state';
import type { AdvisoryFacts } from '../scan/report';
import type { PackageFacts } from './package-facts';
import type { Policy } from './policy';

/** An approval that speaks of the package, whether of this exact version or standing. Live ones and expired ones. */
export interface ApprovalFact {
  /** null: in the entry of the exact version. */
  readonly id: string | null;
  readonly selector: Selector;
  readonly minMaturity: MinMaturity;
  /** undefined: from before there were grants; without end and unbound. */
  readonly grant: Grant | undefined;
}

export interface BanFact {
  readonly id: string | null;
  readonly selector: Selector;
  readonly reason: string;
}

/** Everything a decision is made from. Gathered before; rules fetch nothing and have no clock. */
export interface Facts {
  readonly package: PackageId;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The file that is meant; undefined: the version with all its known files. */
  readonly digest?: Digest | undefined;
  readonly status: Status;
  readonly entry: RegistryEntry | undefined;
  readonly agentId: string;
  /**
   * The same agent, where it matters who reads which: next steps are told to the addressee, which has no part in
   * deciding (lasting-decision.ts). Absent: `agentId`.
   */
  readonly addressee?: string;
  /** An agent that nobody registered counts as student. */
  readonly maturity: Maturity;
  readonly isAgentRegistered: boolean;
  readonly isAgentSuspended: boolean;
  /** All whose selector matches. */
  readonly approvals: readonly ApprovalFact[];
  /** All live ones whose selector matches. */
  readonly bans: readonly BanFact[];
  /** Live bans of publishers in the package's ecosystem, whether this release is theirs or not. */
  readonly publisherBans: readonly BanFact[];
  /** Scan, release and advisories of the version; undefined: nothing is known. */
  readonly known: PackageFacts | undefined;
  /** What the registry knows of the advisory data in force; undefined: nothing. */
  readonly advisoryData: AdvisoryFacts | undefined;
  /** Those that match package and agent and are not withdrawn, expired ones too. */
  readonly exceptions: readonly RuleException[];
  readonly name: NameMemory | undefined;
  /** What speaks for the name being a squat; not gathered, and empty, where a reviewer has seen the name. */
  readonly accusations: readonly Accusation[];
  /** Advisories that affect an approved version of the package and that name this very version as a fix. */
  readonly fixesInUse: readonly string[];
  /**
   * What is new since the version before; gathered only where some standing approval speaks of the package, since it
   * matters only there. undefined: not gathered, so not known.
   */
  readonly delta?: VersionDelta | undefined;
  /** Packages of the closure that is asked about; undefined: a single package. */
  readonly closureSize?: number | undefined;
  /** undefined: the stored policy cannot be read; nothing is allowed. */
  readonly policy: Policy | undefined;
  /** `<name>@<12 hex digits>` */
  readonly policyVersion: string;
}
