import { RECORDS_FOR_PEOPLE, type PackageCoordinates, type Revision } from '@sallyport/domain';
import type { RegistrySnapshot } from '@sallyport/registry-view';
import type { EntityManager } from 'typeorm';
import { AgentRow } from './entities/agent';
import { RegistryCounterRow } from './entities/registry-counter';
import { narrowed } from './package-query';
import { toAgent, toEntry, toRecord, type RecordRow } from './stored-rows';

/** Rows of a snapshot read at once: each page stays far below the statement timeout. */
const ENTRIES_PAGE = 20_000;
/** Facts of one version with many files take tens of kilobytes. */
const RECORDS_PAGE = 2_000;

/** Inside a transaction that sees one state. */
export async function readSnapshot(manager: EntityManager): Promise<RegistrySnapshot> {
  return {
    revision: await presentRevision(manager),
    packages: await allEntries(manager),
    agents: (await manager.find(AgentRow)).map(toAgent),
    records: await allRecords(manager),
  };
}

export async function presentRevision(manager: EntityManager): Promise<Revision> {
  const counter = await manager.findOneByOrFail(RegistryCounterRow, { singleton: true });
  return Number(counter.revision);
}

async function allEntries(manager: EntityManager) {
  const entries: ReturnType<typeof toEntry>[] = [];
  for (let page = ENTRIES_PAGE, after: PackageCoordinates | undefined; page === ENTRIES_PAGE;) {
    const rows = await narrowed(manager, {
      limit: ENTRIES_PAGE,
      ...(after === undefined ? {} : { after }),
    }).getMany();
    for (const row of rows) entries.push(toEntry(row));
    after = entries.at(-1);
    page = rows.length;
  }
  return entries;
}

async function allRecords(manager: EntityManager) {
  const records: ReturnType<typeof toRecord>[] = [];
  for (let page = RECORDS_PAGE; page === RECORDS_PAGE;) {
    const after = records.at(-1);
    const rows = (await manager.query(
      `select kind, key, value from governance.registry_record
       where kind <> all($1) and (kind, key) > ($2, $3) order by kind, key limit $4`,
      [RECORDS_FOR_PEOPLE, after?.kind ?? '', after?.key ?? '', RECORDS_PAGE],
    )) as RecordRow[];
    for (const row of rows) records.push(toRecord(row));
    page = rows.length;
  }
  return records;
}
