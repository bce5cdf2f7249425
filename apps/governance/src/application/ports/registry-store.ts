import type {
  Agent,
  Ecosystem,
  Actor,
  Lock,
  Maturity,
  PackageId,
  PackageRecord,
  RegistryChange,
  RegistryEntry,
  Revision,
  Status,
} from '@sallyport/domain';
import type { RegistrySnapshot } from '@sallyport/registry-view';

export type ChangePart = RegistryChange['parts'][number];

/** A request for approval and the packages it stands for; never changed once made. */
export interface PackageRequest {
  id: string;
  ecosystem: Ecosystem;
  requirements: readonly string[];
  /** null: only the packages named, without their dependencies. */
  lock: Lock | null;
  packages: readonly PackageId[];
  actor: Actor;
  note: string | null;
  /** ISO 8601. */
  at: string;
}

/** What the registry holds of the packages and agents that an act names, read under the act's lock. */
export interface Present {
  entryOf(id: PackageId): RegistryEntry | undefined;
  maturityOf(agentId: string): Maturity | undefined;
}

export interface RegistryAct {
  packages?: readonly PackageId[];
  agents?: readonly string[];
  /** Stored in the same transaction. */
  request?: PackageRequest;
  /** ISO 8601; when the act happens. */
  at: string;
  /** What changes; an empty list is no new revision. Pure, since it may run again. Throwing undoes the act. */
  decide(present: Present): ChangePart[];
}

export interface ActOutcome {
  /** Of this act, or the present one where nothing changed. */
  revision: Revision;
  change: RegistryChange | undefined;
}

export interface PackageQuery {
  ecosystem?: Ecosystem;
  status?: Exclude<Status, 'unknown'>;
  /** Only the packages of this request. */
  requestId?: string;
  limit: number;
  /** Only what comes after this one in the order of ecosystem, name and version. */
  after?: PackageId;
}

/** Every failure of the database is `store-unavailable`. */
export abstract class RegistryStore {
  /** One transaction; acts are totally ordered and revisions have no gaps. */
  abstract act(act: RegistryAct): Promise<ActOutcome>;

  /** Everything at one revision. */
  abstract snapshot(): Promise<RegistrySnapshot>;

  /** The change log after a revision, in order, `limit` entries at most. */
  abstract changesAfter(revision: Revision, limit: number): Promise<RegistryChange[]>;

  /** undefined: there is no such request. */
  abstract request(requestId: string): Promise<PackageRequest | undefined>;

  /** `revision`: what is listed is at least as new as this. */
  abstract list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }>;

  abstract agent(agentId: string): Promise<Agent | undefined>;

  /** By id, in the order of their bytes. */
  abstract agents(page: { limit: number; after?: string }): Promise<Agent[]>;
}
