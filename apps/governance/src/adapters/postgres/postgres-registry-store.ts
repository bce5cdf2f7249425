import {
  Agent,
  APPROVAL_STATES,
  Lock,
  Maturity,
  PackageCoordinates,
  RegistryChange,
  RegistryEntry,
  statusOf,
  Actor,
  type PackageRecord,
  type Revision,
  type Status,
} from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { RegistrySnapshot } from '@sallyport/registry-view';
import { DataSource, MoreThan, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import {
  RegistryStore,
  type ActOutcome,
  type PackageQuery,
  type PackageRequest,
  type RegistryAct,
} from '../../application/ports/registry-store';
import { AgentRow } from './entities/agent';
import { PackageEntryRow } from './entities/package-entry';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';
import { RegistryCounterRow } from './entities/registry-counter';
import { commitAct } from './commit-act';

/** Rows of a snapshot read at once: each page stays far below the statement timeout. */
const SNAPSHOT_PAGE = 20_000;

export class PostgresRegistryStore extends RegistryStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  act(act: RegistryAct): Promise<ActOutcome> {
    return whileAvailable(() => this.dataSource.transaction((manager) => commitAct(manager, act)));
  }

  snapshot(): Promise<RegistrySnapshot> {
    return whileAvailable(() =>
      this.dataSource.transaction('REPEATABLE READ', async (manager) => ({
        revision: await presentRevision(manager),
        packages: await allEntries(manager),
        agents: (await manager.find(AgentRow)).map(({ id, maturity }) => ({
          id,
          maturity: Maturity.parse(maturity),
        })),
      })),
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

  async request(requestId: string): Promise<PackageRequest | undefined> {
    const row = await whileAvailable(() =>
      this.dataSource.manager.findOneBy(PackageRequestRow, { id: requestId }),
    );
    return row === null ? undefined : toRequest(row);
  }

  list(query: PackageQuery): Promise<{ packages: PackageRecord[]; revision: Revision }> {
    return whileAvailable(() =>
      this.dataSource.transaction('REPEATABLE READ', async (manager) => {
        const select = manager
          .createQueryBuilder(PackageEntryRow, 'entry')
          .orderBy({ 'entry.ecosystem': 'ASC', 'entry.name': 'ASC', 'entry.version': 'ASC' })
          .limit(query.limit);
        narrow(select, query);
        const rows = await select.getMany();
        return { packages: rows.map(toRecord), revision: await presentRevision(manager) };
      }),
    );
  }

  async agent(agentId: string): Promise<Agent | undefined> {
    const row = await whileAvailable(() => this.dataSource.manager.findOneBy(AgentRow, { id: agentId }));
    return row === null ? undefined : toAgent(row);
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
}

function narrow(select: SelectQueryBuilder<PackageEntryRow>, query: PackageQuery): void {
  const { ecosystem, status, requestId, after } = query;
  if (ecosystem !== undefined) select.andWhere('entry.ecosystem = :ecosystem', { ecosystem });
  if (status === 'banned') select.andWhere('entry.ban_reason is not null');
  else if (status !== undefined) {
    select.andWhere('entry.ban_reason is null and entry.approval in (:...approvals)', {
      approvals: approvalsOf(status),
    });
  }
  if (requestId !== undefined) {
    select.andWhere(
      `(entry.ecosystem, entry.name, entry.version) in (
        select asked.ecosystem, asked.name, asked.version
        from governance.package_request request,
          jsonb_to_recordset(request.packages) as asked(ecosystem text, name text, version text)
        where request.id = :requestId)`,
      { requestId },
    );
  }
  if (after !== undefined) {
    select.andWhere(
      '(entry.ecosystem, entry.name, entry.version) > (:afterEcosystem, :afterName, :afterVersion)',
      {
        afterEcosystem: after.ecosystem,
        afterName: after.name,
        afterVersion: after.version,
      },
    );
  }
}

/** The domain's derivation, turned round, so that it is spelled only there. */
function approvalsOf(status: Status): string[] {
  return APPROVAL_STATES.filter(
    (approval) => statusOf({ approval, minMaturity: null, banReason: null }) === status,
  );
}

async function presentRevision(manager: EntityManager): Promise<Revision> {
  const counter = await manager.findOneByOrFail(RegistryCounterRow, { singleton: true });
  return Number(counter.revision);
}

async function allEntries(manager: EntityManager) {
  const entries: (PackageCoordinates & { entry: RegistryEntry })[] = [];
  for (let page = SNAPSHOT_PAGE, after: PackageCoordinates | undefined; page === SNAPSHOT_PAGE;) {
    const select = manager
      .createQueryBuilder(PackageEntryRow, 'entry')
      .orderBy({ 'entry.ecosystem': 'ASC', 'entry.name': 'ASC', 'entry.version': 'ASC' })
      .limit(SNAPSHOT_PAGE);
    narrow(select, { limit: SNAPSHOT_PAGE, ...(after === undefined ? {} : { after }) });
    const rows = await select.getMany();
    for (const row of rows)
      entries.push({ ...PackageCoordinates.parse(row), entry: RegistryEntry.parse(row) });
    after = entries.at(-1);
    page = rows.length;
  }
  return entries;
}

export function toChange(row: RegistryChangeRow): RegistryChange {
  return RegistryChange.parse({ revision: Number(row.revision), parts: row.parts });
}

function toRecord(row: PackageEntryRow): PackageRecord {
  const entry = RegistryEntry.parse(row);
  return {
    ...PackageCoordinates.parse(row),
    ...entry,
    status: statusOf(entry),
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
    requestId: row.requestId,
  };
}

function toAgent(row: AgentRow): Agent {
  return Agent.parse({
    ...row,
    registeredAt: row.registeredAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  });
}

const StoredRequest = z.object({
  requirements: z.array(z.string()),
  lock: Lock.nullable(),
  packages: z.array(PackageCoordinates),
  actor: Actor,
  ecosystem: PackageCoordinates.shape.ecosystem,
});

function toRequest(row: PackageRequestRow): PackageRequest {
  return { id: row.id, note: row.note, at: row.at.toISOString(), ...StoredRequest.parse(row) };
}
