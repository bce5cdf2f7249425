import type {
  Agent,
  Ecosystem,
  Actor,
  Lock,
  Maturity,
  PackageId,
  PackageRecord,
  RecordKind,
  RecordValue,
  RegistryChange,
  RegistryEntry,
  Revision,
  Status,
} from '@sallyport/domain';
import type { RegistrySnapshot } from '@sallyport/registry-view';

export type ChangePart = RegistryChange['parts'][number];

/** How the scan of a request went. */
export type RequestScan =
  { state: 'pending' } | { state: 'done'; at: string } | { state: 'failed'; at: string; message: string };

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
  /** Absent: pending. */
  scan?: RequestScan;
}

/** What the registry holds of the packages and agents that an act names, read under the act's lock. */
export interface Present {
  /** Of the registry before this act. */
  revision: Revision;
  entryOf(id: PackageId): RegistryEntry | undefined;
  maturityOf(agentId: string): Maturity | undefined;
  isSuspended(agentId: string): boolean;
  /** Only of records that the act names in `records`. */
  recordOf<K extends RecordKind>(kind: K, key: string): RecordValue<K> | undefined;
}

export interface RecordRef {
  kind: RecordKind;
  key: string;
}

export interface StoredRecord<K extends RecordKind = RecordKind> {
  key: string;
  value: RecordValue<K>;
  revision: Revision;
  /** ISO 8601; of the newest change. */
  at: string;
  /** `<kind>:<id>` of the actor of the newest change. */
  by: string;
}

/** One line of an agent's history. */
export interface AgentHistoryLine {
  revision: Revision;
  action: string;
  maturity: Maturity;
  previous: Maturity | null;
  suspended: boolean;
  by: string;
  note: string | null;
  at: string;
}

export interface RegistryAct {
  packages?: readonly PackageId[];
  agents?: readonly string[];
  records?: readonly RecordRef[];
  /** Stored in the same transaction. */
  request?: PackageRequest;
  /** ISO 8601; when the act happens. */
  at: string;
  /** What changes; an empty list is no new revision. Pure, since it may run again. Throwing undoes the act. */
  decide(present: Present): ChangePart[];
}

/** With the leases that were in force when it became durable. */
export interface ActOutcome extends LeasesInForce {
  /** Of this act, or the present one where nothing changed. */
  revision: Revision;
  change: RegistryChange | undefined;
}

/** Where leases have to be held to be worth anything, see `claimLeases`. */
export interface LeasesInForce {
  /** `ReplicaLeases.identity`. */
  leaseStore: string;
  /** One more each time that another store is put in force, so that one which comes back is not taken for unbroken. */
  leaseGeneration: number;
}

/** The change log as it is now. */
export interface LogRead extends LeasesInForce {
  /** Of the newest change there is. */
  revision: Revision;
  /** In order; not all of them where there are as many as were asked for. */
  changes: RegistryChange[];
  /** The database's clock, milliseconds since 1970. */
  now: number;
}

/** A packed snapshot, see `RegistryView.pack`. */
export interface KeptSnapshot {
  revision: Revision;
  parts: number;
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

export interface RequestQuery {
  open?: boolean;
  limit: number;
  /** Only what comes after this one in the order of time and id. */
  after?: { at: string; id: string };
}

/** Every failure of the database, and a stored value that cannot be read, is `store-unavailable`. */
export abstract class RegistryStore {
  /** One transaction; acts are totally ordered and revisions have no gaps. */
  abstract act(act: RegistryAct): Promise<ActOutcome>;

  /**
   * What decisions look at of everything (without who asked for it), at one revision. That may be an earlier one: the
   * change log tells what came after it.
   */
  abstract snapshot(): Promise<RegistrySnapshot>;

  /** The newest kept packed snapshot that this release can read; undefined: there is none. */
  abstract packedSnapshot(): Promise<KeptSnapshot | undefined>;

  /** One part of it, `part` from 0; undefined: it is not kept any more. At most `MAX_PART_BYTES`. */
  abstract packedSnapshotPart(revision: Revision, part: number): Promise<Buffer | undefined>;

  /**
   * Keeps the parts of a packed snapshot and forgets all but the newest two. `false`: another replica is at it, or one
   * as new is kept already; nothing happened.
   */
  abstract keepPackedSnapshot(revision: Revision, parts: Iterable<Uint8Array>): Promise<boolean>;

  /** The change log after a revision, in order, `limit` entries at most. */
  abstract changesAfter(revision: Revision, limit: number): Promise<RegistryChange[]>;

  /** The same with what a holder of a lease has to know beside it, all read at one moment. */
  abstract logAfter(revision: Revision, limit: number): Promise<LogRead>;

  /**
   * Puts a store of leases in force, in the order of acts: every act after it says so. Leases that are held anywhere
   * else are worth nothing from then on.
   */
  abstract claimLeases(leaseStore: string): Promise<void>;

  /** Every value of one kind, by key. */
  abstract records<K extends RecordKind>(
    kind: K,
  ): Promise<{ records: StoredRecord<K>[]; revision: Revision }>;

  /** One value; undefined: there is none. */
  abstract record<K extends RecordKind>(kind: K, key: string): Promise<StoredRecord<K> | undefined>;

  /** Oldest first, `limit` at most; `open`: only those of which some package is `requested`. */
  abstract requests(query: RequestQuery): Promise<{ requests: PackageRequest[]; revision: Revision }>;

  /** Requests whose scan has not been noted yet, oldest first. */
  abstract unscannedRequests(limit: number): Promise<PackageRequest[]>;

  /**
   * Notes how the scan of a request went; beside the change log, since decisions never look at it. `pending` takes an
   * earlier note back. A request that does not exist: nothing happens.
   */
  abstract noteScan(requestId: string, scan: RequestScan): Promise<void>;

  /** Oldest first. */
  abstract agentHistory(agentId: string): Promise<AgentHistoryLine[]>;

  /** undefined: there is no such request. */
  abstract request(requestId: string): Promise<PackageRequest | undefined>;

  /** `revision`: what is listed is at least as new as this. */
  abstract list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }>;

  abstract agent(agentId: string): Promise<Agent | undefined>;

  /** Those of them that are registered, in no order. */
  abstract agentsNamed(agentIds: readonly string[]): Promise<Agent[]>;

  /** By id, in the order of their bytes. */
  abstract agents(page: { limit: number; after?: string }): Promise<Agent[]>;
}
