import {
  Actor,
  Agent,
  DomainError,
  Lock,
  Maturity,
  PackageCoordinates,
  RECORDS,
  RegistryChange,
  RegistryEntry,
  statusOf,
  type PackageRecord,
  type RecordKind,
  type RecordValue,
} from '@sallyport/domain';
import { z } from 'zod';
import type { AgentHistoryLine, PackageRequest, StoredRecord } from '../../application/ports/registry-store';
import type { AgentRow } from './entities/agent';
import type { PackageEntryRow } from './entities/package-entry';
import type { PackageRequestRow } from './entities/package-request';
import type { RegistryChangeRow } from './entities/registry-change';

/**
 * What was stored, parsed. A row that cannot be read is never left out and never guessed: the whole call fails.
 * @throws DomainError `store-unavailable`, naming the row
 */
function read<T>(row: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DomainError('store-unavailable', `The database holds ${row}, which cannot be read`, {
    hint: 'It was changed by hand or by a newer release. Restore it, or run the release that wrote it.',
    cause: parsed.error,
  });
}

export type EntryRow = Pick<
  PackageEntryRow,
  | 'ecosystem'
  | 'name'
  | 'version'
  | 'approval'
  | 'minMaturity'
  | 'banReason'
  | 'grant'
  | 'firstReview'
  | 'requestedBy'
>;

export function toEntry(row: EntryRow): PackageCoordinates & { entry: RegistryEntry } {
  const { ecosystem, name, version, approval, minMaturity, banReason, grant, firstReview, requestedBy } = row;
  const where = `the entry of ${ecosystem} ${name} ${version}`;
  const entry = read(where, RegistryEntry, {
    approval,
    minMaturity,
    banReason,
    ...(grant === null ? {} : { grant }),
    ...(firstReview === null ? {} : { firstReview }),
    ...(requestedBy === null ? {} : { requestedBy }),
  });
  return { ...read(where, PackageCoordinates, { ecosystem, name, version }), entry };
}

export function toPackageRecord(row: PackageEntryRow): PackageRecord {
  const { entry, ...id } = toEntry(row);
  const { approval, minMaturity, banReason, grant } = entry;
  return {
    ...id,
    approval,
    minMaturity,
    banReason,
    ...(grant === undefined ? {} : { grant }),
    status: statusOf(entry),
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
    requestId: row.requestId,
  };
}

export function toAgent({ id, maturity, suspended, registeredAt, changedAt }: AgentRow): Agent {
  return read(`the agent ${id}`, Agent, {
    id,
    maturity,
    ...(suspended ? { suspended } : {}),
    registeredAt: registeredAt.toISOString(),
    changedAt: changedAt.toISOString(),
  });
}

export interface AgentHistoryRow {
  revision: string;
  action: string;
  maturity: string;
  previous: string | null;
  suspended: boolean;
  actor: unknown;
  note: string | null;
  at: Date;
}

export function toHistoryLine(agentId: string, row: AgentHistoryRow): AgentHistoryLine {
  const where = `revision ${row.revision} of the history of agent ${agentId}`;
  const { kind, id } = read(where, Actor, row.actor);
  return {
    revision: Number(row.revision),
    action: row.action,
    maturity: read(where, Maturity, row.maturity),
    previous: read(where, Maturity.nullable(), row.previous),
    suspended: row.suspended,
    by: `${kind}:${id}`,
    note: row.note,
    at: row.at.toISOString(),
  };
}

export function toChange(row: Pick<RegistryChangeRow, 'revision' | 'parts'>): RegistryChange {
  return read(`revision ${row.revision} of the change log`, RegistryChange, {
    revision: Number(row.revision),
    parts: row.parts,
  });
}

export interface RecordRow {
  kind: string;
  key: string;
  value: unknown;
}

export function toValue<K extends RecordKind>(
  kind: K,
  { key, value }: Omit<RecordRow, 'kind'>,
): RecordValue<K> {
  return read(`the ${kind} ${key}`, RECORDS[kind] as z.ZodType, value) as RecordValue<K>;
}

/** Of a kind that the row tells itself. */
export function toRecord(row: RecordRow): { kind: RecordKind; key: string; value: RecordValue<RecordKind> } {
  const { key } = row;
  const kind = read(`a record of the kind ${row.kind}`, RecordKindOfRow, row.kind);
  return { kind, key, value: toValue(kind, row) };
}

const RecordKindOfRow = z.enum(Object.keys(RECORDS) as [RecordKind, ...RecordKind[]]);

export type StoredRecordRow = Omit<RecordRow, 'kind'> & {
  revision: string;
  changedAt: Date;
  changedBy: string;
};

export function toStoredRecord<K extends RecordKind>(kind: K, row: StoredRecordRow): StoredRecord<K> {
  const { key, revision, changedAt, changedBy } = row;
  return {
    key,
    value: toValue(kind, row),
    revision: Number(revision),
    at: changedAt.toISOString(),
    by: changedBy,
  };
}

const StoredRequest = z.object({
  requirements: z.array(z.string()),
  lock: Lock.nullable(),
  packages: z.array(PackageCoordinates),
  actor: Actor,
  ecosystem: PackageCoordinates.shape.ecosystem,
});

const RequestScan = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending') }),
  z.object({ state: z.literal('done'), at: z.string() }),
  z.object({ state: z.literal('failed'), at: z.string(), message: z.string() }),
]);

export function toRequest(row: PackageRequestRow): PackageRequest {
  const where = `the request ${row.id}`;
  return {
    id: row.id,
    note: row.note,
    at: row.at.toISOString(),
    ...read(where, StoredRequest, row),
    ...(row.scan === null ? {} : { scan: read(where, RequestScan, row.scan) }),
  };
}
