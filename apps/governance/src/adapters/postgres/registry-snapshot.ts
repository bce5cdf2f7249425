import { DomainError, RECORDS_FOR_PEOPLE, type Revision } from '@sallyport/domain';
import { logger } from '@sallyport/messaging';
import {
  PackedRegistry,
  UnreadableSnapshot,
  Unpacker,
  type RegistrySnapshot,
} from '@sallyport/registry-view';
import type { EntityManager } from 'typeorm';
import { RegistryCounterRow } from './entities/registry-counter';
import { newestSnapshot, snapshotPart } from './snapshot-parts';
import { toAgent, toEntry, toRecord, type EntryRow, type RecordRow } from './stored-rows';

/** Rows read at once: each page stays far below the statement timeout, and is forgotten before the next one. */
const ENTRIES_PAGE = 4_000;
const AGENTS_PAGE = 10_000;
/** Facts of one version with many files take tens of kilobytes. */
const RECORDS_PAGE = 1_000;
/** With more changes than this after it, reading the log takes longer than reading the tables. */
const MAX_CHANGES_AFTER = 10_000;

/** Inside a transaction that sees one state. From the newest packed snapshot, or else from the tables. */
export async function readSnapshot(manager: EntityManager): Promise<RegistrySnapshot> {
  const revision = await presentRevision(manager);
  return (await readPacked(manager, revision)) ?? (await readTables(manager, revision));
}

export async function presentRevision(manager: EntityManager): Promise<Revision> {
  const counter = await manager.findOneByOrFail(RegistryCounterRow, { singleton: true });
  return Number(counter.revision);
}

/** undefined: there is none that saves time, or none that can be read. */
async function readPacked(manager: EntityManager, present: Revision): Promise<PackedRegistry | undefined> {
  const newest = await newestSnapshot(manager);
  if (newest === undefined || newest.revision > present || newest.revision < present - MAX_CHANGES_AFTER)
    return undefined;
  const unpacker = new Unpacker();
  try {
    for (let part = 0; part < newest.parts; part += 1) {
      const body = await snapshotPart(manager, newest.revision, part);
      if (body === undefined) throw new UnreadableSnapshot(`The part ${part} is not there`);
      unpacker.take(body);
    }
    const registry = unpacker.end();
    if (registry.revision !== newest.revision)
      throw new UnreadableSnapshot(`It is the snapshot of revision ${registry.revision}`);
    return registry;
  } catch (cause) {
    if (!(cause instanceof UnreadableSnapshot)) throw cause;
    logger.warn(
      { cause, revision: newest.revision },
      'The packed snapshot of the registry cannot be read; its tables are read instead, which takes longer',
    );
    return undefined;
  }
}

async function readTables(manager: EntityManager, revision: Revision): Promise<PackedRegistry> {
  const registry = new PackedRegistry(revision);
  await readEntries(manager, registry);
  await readAgents(manager, registry);
  await readRecords(manager, registry);
  return registry;
}

async function readEntries(manager: EntityManager, registry: PackedRegistry): Promise<void> {
  let after = ['', '', ''];
  for (let page = ENTRIES_PAGE; page === ENTRIES_PAGE;) {
    const rows = (await manager.query(
      `select ecosystem, name, version, approval, min_maturity as "minMaturity", ban_reason as "banReason",
         approval_grant as "grant", first_review as "firstReview", requested_by as "requestedBy"
       from governance.package_entry
       where (ecosystem, name, version) > ($1, $2, $3) order by ecosystem, name, version limit $4`,
      [...after, ENTRIES_PAGE],
    )) as EntryRow[];
    for (const row of rows) {
      const { entry, ...id } = toEntry(row);
      registry.putEntry(id, entry);
      after = [row.ecosystem, row.name, row.version];
    }
    page = rows.length;
  }
}

async function readAgents(manager: EntityManager, registry: PackedRegistry): Promise<void> {
  let after = '';
  for (let page = AGENTS_PAGE; page === AGENTS_PAGE;) {
    const rows = (await manager.query(
      `select id, maturity, suspended, registered_at as "registeredAt", changed_at as "changedAt"
       from governance.agent where id > $1 order by id limit $2`,
      [after, AGENTS_PAGE],
    )) as Parameters<typeof toAgent>[0][];
    for (const row of rows) {
      registry.putAgent(toAgent(row));
      after = row.id;
    }
    page = rows.length;
  }
}

async function readRecords(manager: EntityManager, registry: PackedRegistry): Promise<void> {
  let after = ['', ''];
  for (let page = RECORDS_PAGE; page === RECORDS_PAGE;) {
    const rows = (await manager.query(
      `select kind, key, value from governance.registry_record
       where kind <> all($1) and (kind, key) > ($2, $3) order by kind, key limit $4`,
      [RECORDS_FOR_PEOPLE, ...after, RECORDS_PAGE],
    )) as RecordRow[];
    for (const row of rows) {
      put(registry, toRecord(row));
      after = [row.kind, row.key];
    }
    page = rows.length;
  }
}

function put(registry: PackedRegistry, { kind, key, value }: ReturnType<typeof toRecord>): void {
  try {
    registry.putRecord(kind, key, value);
  } catch (cause) {
    throw new DomainError(
      'store-unavailable',
      `The database holds the ${kind} ${key}, which cannot be read`,
      {
        hint: 'It was changed by hand or by a newer release. Restore it, or run the release that wrote it.',
        cause,
      },
    );
  }
}
