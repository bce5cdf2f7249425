import type { PackageId, RecordKind, RecordValue, RegistryEntry } from '@sallyport/domain';
import { In, type EntityManager } from 'typeorm';
import type {
  ActOutcome,
  PackageRequest,
  Present,
  RecordRef,
  RegistryAct,
} from '../../application/ports/registry-store';
import { AgentRow } from './entities/agent';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';
import { toAgent, toEntry, toRecord, type EntryRow, type RecordRow } from './stored-rows';
import { writeParts } from './write-parts';

/**
 * One act inside its transaction: take the counter's lock (so acts are totally ordered and what is read next is
 * what the last one left), load, decide, write state and log, count. Undone as a whole.
 */
export async function commitAct(manager: EntityManager, act: RegistryAct): Promise<ActOutcome> {
  const [counter] = (await manager.query(
    `select revision, lease_store as "leaseStore", lease_generation as "leaseGeneration"
     from governance.registry_counter where singleton for update`,
  )) as [{ revision: string; leaseStore: string; leaseGeneration: string }];
  const before = Number(counter.revision);
  const leases = { leaseStore: counter.leaseStore, leaseGeneration: Number(counter.leaseGeneration) };
  const parts = act.decide({ revision: before, ...(await load(manager, act)) });
  if (act.request !== undefined) await insertRequest(manager, act.request);
  if (parts.length === 0) return { revision: before, change: undefined, ...leases };

  const revision = before + 1;
  await writeParts(manager, parts, revision);
  await manager.insert(RegistryChangeRow, {
    revision: String(revision),
    parts: parts as object,
    at: new Date(act.at),
  });
  await manager.query('update governance.registry_counter set revision = $1 where singleton', [revision]);
  return { revision, change: { revision, parts }, ...leases };
}

async function load(manager: EntityManager, act: RegistryAct): Promise<Omit<Present, 'revision'>> {
  const entries = await loadEntries(manager, act.packages ?? []);
  const agents = await loadAgents(manager, act.agents ?? []);
  const records = await loadRecords(manager, act.records ?? []);
  return {
    entryOf: (id) => entries.get(keyOf(id)),
    maturityOf: (agentId) => agents.get(agentId)?.maturity,
    isSuspended: (agentId) => agents.get(agentId)?.suspended === true,
    recordOf: <K extends RecordKind>(kind: K, key: string) =>
      records.get(kind)?.get(key) as RecordValue<K> | undefined,
  };
}

async function loadEntries(manager: EntityManager, packages: readonly PackageId[]) {
  const entries = new Map<string, RegistryEntry>();
  if (packages.length === 0) return entries;
  const rows = (await manager.query(
    `select entry.ecosystem, entry.name, entry.version, approval, min_maturity as "minMaturity",
       ban_reason as "banReason", approval_grant as "grant", first_review as "firstReview",
       requested_by as "requestedBy"
     from governance.package_entry entry
     join jsonb_to_recordset($1::jsonb) as asked(ecosystem text, name text, version text)
       using (ecosystem, name, version)`,
    [JSON.stringify(packages.map(({ ecosystem, name, version }) => ({ ecosystem, name, version })))],
  )) as EntryRow[];
  for (const { entry, ...id } of rows.map(toEntry)) entries.set(keyOf(id), entry);
  return entries;
}

async function loadAgents(manager: EntityManager, ids: readonly string[]) {
  const rows = ids.length === 0 ? [] : await manager.findBy(AgentRow, { id: In([...ids]) });
  return new Map(rows.map((row) => [row.id, toAgent(row)]));
}

async function loadRecords(manager: EntityManager, refs: readonly RecordRef[]) {
  const records = new Map<RecordKind, Map<string, RecordValue<RecordKind>>>();
  if (refs.length === 0) return records;
  const rows = (await manager.query(
    `select record.kind, record.key, record.value
     from governance.registry_record record
     join jsonb_to_recordset($1::jsonb) as asked(kind text, key text) using (kind, key)`,
    [JSON.stringify(refs.map(({ kind, key }) => ({ kind, key })))],
  )) as RecordRow[];
  for (const { kind, key, value } of rows.map(toRecord)) {
    const ofKind = records.get(kind) ?? new Map<string, RecordValue<RecordKind>>();
    records.set(kind, ofKind.set(key, value));
  }
  return records;
}

/** JSON, because no joined text keeps the three parts apart by itself. */
function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

async function insertRequest(manager: EntityManager, request: PackageRequest): Promise<void> {
  await manager.insert(PackageRequestRow, { ...request, at: new Date(request.at) } as object);
  await manager.query(
    `insert into governance.requested_package (ecosystem, name, version, request_id)
     select distinct ecosystem, name, version, $2
     from jsonb_to_recordset($1::jsonb) as asked(ecosystem text, name text, version text)`,
    [JSON.stringify(request.packages), request.id],
  );
}
