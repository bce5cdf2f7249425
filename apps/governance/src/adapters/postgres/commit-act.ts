import { Maturity, RegistryEntry, type PackageId } from '@sallyport/domain';
import { In, type EntityManager } from 'typeorm';
import type {
  ActOutcome,
  ChangePart,
  PackageRequest,
  Present,
  RegistryAct,
} from '../../application/ports/registry-store';
import { AgentRow } from './entities/agent';
import { PackageRequestRow } from './entities/package-request';
import { RegistryChangeRow } from './entities/registry-change';

/**
 * One act inside its transaction: take the counter's lock (so acts are totally ordered and what is read next is
 * what the last one left), load, decide, write state and log, count. Undone as a whole.
 */
export async function commitAct(manager: EntityManager, act: RegistryAct): Promise<ActOutcome> {
  const [counter] = (await manager.query(
    'select revision from governance.registry_counter where singleton for update',
  )) as [{ revision: string }];
  const present = await load(manager, act);
  const parts = act.decide(present);
  if (act.request !== undefined) await insertRequest(manager, act.request);
  const before = Number(counter.revision);
  if (parts.length === 0) return { revision: before, change: undefined };

  const revision = before + 1;
  await writeEntries(manager, parts);
  await writeAgents(manager, parts, revision);
  await manager.insert(RegistryChangeRow, {
    revision: String(revision),
    parts: parts as object,
    at: new Date(act.at),
  });
  await manager.query('update governance.registry_counter set revision = $1 where singleton', [revision]);
  return { revision, change: { revision, parts } };
}

async function load(manager: EntityManager, act: RegistryAct): Promise<Present> {
  const entries = new Map<string, RegistryEntry>();
  if (act.packages?.length) {
    const rows = (await manager.query(
      `select entry.ecosystem, entry.name, entry.version, approval, min_maturity as "minMaturity", ban_reason as "banReason"
       from governance.package_entry entry
       join jsonb_to_recordset($1::jsonb) as asked(ecosystem text, name text, version text)
         using (ecosystem, name, version)`,
      [JSON.stringify(act.packages)],
    )) as PackageId[];
    for (const row of rows) entries.set(keyOf(row), RegistryEntry.parse(row));
  }
  const agents = new Map<string, Maturity>();
  if (act.agents?.length) {
    const rows = await manager.findBy(AgentRow, { id: In([...act.agents]) });
    for (const { id, maturity } of rows) agents.set(id, Maturity.parse(maturity));
  }
  return { entryOf: (id) => entries.get(keyOf(id)), maturityOf: (agentId) => agents.get(agentId) };
}

/** JSON, because no joined text keeps the three parts apart by itself. */
function keyOf({ ecosystem, name, version }: PackageId): string {
  return JSON.stringify([ecosystem, name, version]);
}

async function writeEntries(manager: EntityManager, parts: readonly ChangePart[]): Promise<void> {
  const rows = parts.flatMap((part) =>
    part.kind === 'package'
      ? [
          {
            ecosystem: part.ecosystem,
            name: part.name,
            version: part.version,
            approval: part.entry.approval,
            min_maturity: part.entry.minMaturity,
            ban_reason: part.entry.banReason,
            changed_at: part.at,
            changed_by: `${part.actor.kind}:${part.actor.id}`,
            request_id: part.requestId ?? null,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  // One statement for a closure of any size. The request that an entry came with stays noted when a later act names none.
  await manager.query(
    `insert into governance.package_entry
       (ecosystem, name, version, approval, min_maturity, ban_reason, changed_at, changed_by, request_id)
     select ecosystem, name, version, approval, min_maturity, ban_reason, changed_at, changed_by, request_id
     from jsonb_to_recordset($1::jsonb) as row(ecosystem text, name text, version text, approval text,
       min_maturity text, ban_reason text, changed_at timestamptz, changed_by text, request_id text)
     on conflict (ecosystem, name, version) do update set
       approval = excluded.approval,
       min_maturity = excluded.min_maturity,
       ban_reason = excluded.ban_reason,
       changed_at = excluded.changed_at,
       changed_by = excluded.changed_by,
       request_id = coalesce(excluded.request_id, package_entry.request_id)`,
    [JSON.stringify(rows)],
  );
}

async function writeAgents(
  manager: EntityManager,
  parts: readonly ChangePart[],
  revision: number,
): Promise<void> {
  for (const part of parts) {
    if (part.kind !== 'agent') continue;
    await manager.query(
      `insert into governance.agent (id, maturity, registered_at, changed_at) values ($1, $2, $3, $3)
       on conflict (id) do update set maturity = excluded.maturity, changed_at = excluded.changed_at`,
      [part.agentId, part.maturity, part.at],
    );
    await manager.query(
      `insert into governance.agent_history (revision, agent_id, maturity, previous, actor, note, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        revision,
        part.agentId,
        part.maturity,
        part.previous,
        JSON.stringify(part.actor),
        part.note ?? null,
        part.at,
      ],
    );
  }
}

async function insertRequest(manager: EntityManager, request: PackageRequest): Promise<void> {
  await manager.insert(PackageRequestRow, { ...request, at: new Date(request.at) } as object);
}
