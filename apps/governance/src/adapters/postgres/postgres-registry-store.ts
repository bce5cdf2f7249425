import type { Agent, PackageRecord, RecordKind, RegistryChange, Revision } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { RegistrySnapshot } from '@sallyport/registry-view';
import { Any, DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import {
  RegistryStore,
  type ActOutcome,
  type AgentHistoryLine,
  type KeptSnapshot,
  type LogRead,
  type PackageQuery,
  type PackageRequest,
  type RegistryAct,
  type RequestQuery,
  type RequestScan,
  type StoredRecord,
} from '../../application/ports/registry-store';
import { commitAct } from './commit-act';
import { AgentRow } from './entities/agent';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';
import { narrowed } from './package-query';
import { claimLeases, readLog } from './postgres-log-read';
import { presentRevision, readSnapshot } from './registry-snapshot';
import { keepSnapshot, newestSnapshot, snapshotPart } from './snapshot-parts';
import {
  toAgent,
  toChange,
  toHistoryLine,
  toPackageRecord,
  toRequest,
  toStoredRecord,
  type AgentHistoryRow,
  type StoredRecordRow,
} from './stored-rows';

const RECORD_COLUMNS = 'key, value, revision, changed_at as "changedAt", changed_by as "changedBy"';

export class PostgresRegistryStore extends RegistryStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  act(act: RegistryAct): Promise<ActOutcome> {
    return whileAvailable(() => this.dataSource.transaction((manager) => commitAct(manager, act)));
  }

  snapshot(): Promise<RegistrySnapshot> {
    return this.atOneRevision(readSnapshot);
  }

  packedSnapshot(): Promise<KeptSnapshot | undefined> {
    return whileAvailable(() => newestSnapshot(this.dataSource.manager));
  }

  packedSnapshotPart(revision: Revision, part: number): Promise<Buffer | undefined> {
    return whileAvailable(() => snapshotPart(this.dataSource.manager, revision, part));
  }

  keepPackedSnapshot(revision: Revision, parts: Iterable<Uint8Array>): Promise<boolean> {
    return whileAvailable(() =>
      this.dataSource.transaction((manager) => keepSnapshot(manager, revision, parts)),
    );
  }

  async changesAfter(revision: Revision, limit: number): Promise<RegistryChange[]> {
    const rows = await whileAvailable(() =>
      this.dataSource.manager.find(RegistryChangeRow, {
        where: { revision: MoreThan(String(revision)) },
        order: { revision: 'asc' },
        take: limit,
      }),
    );
    return rows.map(toChange);
  }

  logAfter(revision: Revision, limit: number): Promise<LogRead> {
    return readLog(this.dataSource, revision, limit);
  }

  claimLeases(leaseStore: string): Promise<void> {
    return claimLeases(this.dataSource, leaseStore);
  }

  records<K extends RecordKind>(kind: K): Promise<{ records: StoredRecord<K>[]; revision: Revision }> {
    return this.atOneRevision(async (manager) => {
      const rows = (await manager.query(
        `select ${RECORD_COLUMNS} from governance.registry_record where kind = $1 order by key`,
        [kind],
      )) as StoredRecordRow[];
      const records = rows.map((row) => toStoredRecord(kind, row));
      return { records, revision: await presentRevision(manager) };
    });
  }

  async record<K extends RecordKind>(kind: K, key: string): Promise<StoredRecord<K> | undefined> {
    const [row] = await whileAvailable(
      () =>
        this.dataSource.query(
          `select ${RECORD_COLUMNS} from governance.registry_record where kind = $1 and key = $2`,
          [kind, key],
        ) as Promise<StoredRecordRow[]>,
    );
    return row === undefined ? undefined : toStoredRecord(kind, row);
  }

  requests(query: RequestQuery): Promise<{ requests: PackageRequest[]; revision: Revision }> {
    const { open, limit, after } = query;
    return this.atOneRevision(async (manager) => {
      const select = manager
        .createQueryBuilder(PackageRequestRow, 'request')
        .orderBy({ 'request.at': 'ASC', 'request.id': 'ASC' })
        .limit(limit);
      if (open === true) {
        select.andWhere(`request.id in (
          select asked.request_id
          from governance.package_entry entry
          join governance.requested_package asked using (ecosystem, name, version)
          where entry.approval = 'requested')`);
      }
      if (after !== undefined) {
        select.andWhere('(request.at, request.id) > (:afterAt, :afterId)', {
          afterAt: after.at,
          afterId: after.id,
        });
      }
      const rows = await select.getMany();
      return { requests: rows.map(toRequest), revision: await presentRevision(manager) };
    });
  }

  async unscannedRequests(limit: number): Promise<PackageRequest[]> {
    const rows = await whileAvailable(() =>
      this.dataSource.manager.find(PackageRequestRow, {
        where: { scan: IsNull() },
        order: { at: 'asc', id: 'asc' },
        take: limit,
      }),
    );
    return rows.map(toRequest);
  }

  async noteScan(requestId: string, scan: RequestScan): Promise<void> {
    await whileAvailable(() =>
      this.dataSource.query('update governance.package_request set scan = $2 where id = $1', [
        requestId,
        scan.state === 'pending' ? null : JSON.stringify(scan),
      ]),
    );
  }

  async agentHistory(agentId: string): Promise<AgentHistoryLine[]> {
    const rows = await whileAvailable(
      () =>
        this.dataSource.query(
          `select revision, action, maturity, previous, suspended, actor, note, at
           from governance.agent_history where agent_id = $1 order by revision`,
          [agentId],
        ) as Promise<AgentHistoryRow[]>,
    );
    return rows.map((row) => toHistoryLine(agentId, row));
  }

  async request(requestId: string): Promise<PackageRequest | undefined> {
    const row = await whileAvailable(() =>
      this.dataSource.manager.findOneBy(PackageRequestRow, { id: requestId }),
    );
    return row === null ? undefined : toRequest(row);
  }

  list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }> {
    return this.atOneRevision(async (manager) => {
      const rows = await narrowed(manager, query).getMany();
      return { packages: rows.map(toPackageRecord), revision: await presentRevision(manager) };
    });
  }

  async agent(agentId: string): Promise<Agent | undefined> {
    const row = await whileAvailable(() => this.dataSource.manager.findOneBy(AgentRow, { id: agentId }));
    return row === null ? undefined : toAgent(row);
  }

  async agentsNamed(agentIds: readonly string[]): Promise<Agent[]> {
    const rows = await whileAvailable(() =>
      this.dataSource.manager.findBy(AgentRow, { id: Any([...agentIds]) }),
    );
    return rows.map(toAgent);
  }

  async agents(page: { limit: number; after?: string }): Promise<Agent[]> {
    const rows = await whileAvailable(() =>
      this.dataSource.manager.find(AgentRow, {
        ...(page.after === undefined ? {} : { where: { id: MoreThan(page.after) } }),
        order: { id: 'asc' },
        take: page.limit,
      }),
    );
    return rows.map(toAgent);
  }

  private atOneRevision<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return whileAvailable(() => this.dataSource.transaction('REPEATABLE READ', read));
  }
}
