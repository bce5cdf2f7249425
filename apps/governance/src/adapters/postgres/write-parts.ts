import type { EntityManager } from 'typeorm';
import type { ChangePart } from '../../application/ports/registry-store';

/**
 * What an act says, written: one statement a table, however many parts there are. Where an act says two things of
 * the same subject, the last one holds; the log keeps both.
 */
export async function writeParts(
  manager: EntityManager,
  parts: readonly ChangePart[],
  revision: number,
): Promise<void> {
  await writeEntries(manager, parts);
  await writeAgents(manager, parts, revision);
  await writeRecords(manager, parts, revision);
}

async function writeEntries(manager: EntityManager, parts: readonly ChangePart[]): Promise<void> {
  const rows = parts
    .filter((part) => part.kind === 'package')
    .map((part) => ({
      ecosystem: part.ecosystem,
      name: part.name,
      version: part.version,
      approval: part.entry.approval,
      min_maturity: part.entry.minMaturity,
      ban_reason: part.entry.banReason,
      approval_grant: part.entry.grant ?? null,
      first_review: part.entry.firstReview ?? null,
      requested_by: part.entry.requestedBy ?? null,
      changed_at: part.at,
      changed_by: byOf(part),
      request_id: part.requestId ?? null,
    }));
  if (rows.length === 0) return;
  // The request that an entry came with stays noted when a later act names none.
  await manager.query(
    `insert into governance.package_entry
       (ecosystem, name, version, approval, min_maturity, ban_reason, approval_grant, first_review, requested_by,
        changed_at, changed_by, request_id)
     select ecosystem, name, version, approval, min_maturity, ban_reason, approval_grant, first_review, requested_by,
       changed_at, changed_by, request_id
     from jsonb_to_recordset($1::jsonb) as row(ecosystem text, name text, version text, approval text,
       min_maturity text, ban_reason text, approval_grant jsonb, first_review jsonb, requested_by text,
       changed_at timestamptz, changed_by text, request_id text)
     on conflict (ecosystem, name, version) do update set
       approval = excluded.approval,
       min_maturity = excluded.min_maturity,
       ban_reason = excluded.ban_reason,
       approval_grant = excluded.approval_grant,
       first_review = excluded.first_review,
       requested_by = excluded.requested_by,
       changed_at = excluded.changed_at,
       changed_by = excluded.changed_by,
       request_id = coalesce(excluded.request_id, package_entry.request_id)`,
    [JSON.stringify(lastOfEach(rows, ({ ecosystem, name, version }) => [ecosystem, name, version]))],
  );
}

async function writeAgents(
  manager: EntityManager,
  parts: readonly ChangePart[],
  revision: number,
): Promise<void> {
  const rows = parts
    .filter((part) => part.kind === 'agent')
    .map((part) => ({
      id: part.agentId,
      action: part.action,
      maturity: part.maturity,
      previous: part.previous,
      suspended: part.suspended === true,
      actor: part.actor,
      note: part.note ?? null,
      at: part.at,
    }));
  if (rows.length === 0) return;
  const json = JSON.stringify(lastOfEach(rows, ({ id }) => [id]));
  await manager.query(
    `insert into governance.agent (id, maturity, suspended, registered_at, changed_at)
     select id, maturity, suspended, at, at
     from jsonb_to_recordset($1::jsonb) as row(id text, maturity text, suspended boolean, at timestamptz)
     on conflict (id) do update set
       maturity = excluded.maturity,
       suspended = excluded.suspended,
       changed_at = excluded.changed_at`,
    [json],
  );
  await manager.query(
    `insert into governance.agent_history
       (revision, agent_id, action, maturity, previous, suspended, actor, note, at)
     select $2, id, action, maturity, previous, suspended, actor, note, at
     from jsonb_to_recordset($1::jsonb) as row(id text, action text, maturity text, previous text,
       suspended boolean, actor jsonb, note text, at timestamptz)`,
    [json, revision],
  );
}

async function writeRecords(
  manager: EntityManager,
  parts: readonly ChangePart[],
  revision: number,
): Promise<void> {
  const rows = parts
    .filter((part) => part.kind !== 'package' && part.kind !== 'agent')
    .map((part) => ({ kind: part.kind, key: part.key, value: part.value, at: part.at, by: byOf(part) }));
  if (rows.length === 0) return;
  await manager.query(
    `insert into governance.registry_record (kind, key, value, revision, changed_at, changed_by)
     select kind, key, value, $2, at, by
     from jsonb_to_recordset($1::jsonb) as row(kind text, key text, value jsonb, at timestamptz, by text)
     on conflict (kind, key) do update set
       value = excluded.value,
       revision = excluded.revision,
       changed_at = excluded.changed_at,
       changed_by = excluded.changed_by`,
    [JSON.stringify(lastOfEach(rows, ({ kind, key }) => [kind, key])), revision],
  );
}

/** One statement cannot touch a row twice. */
function lastOfEach<Row>(rows: readonly Row[], keyOf: (row: Row) => string[]): Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(keyOf(row)), row])).values()];
}

function byOf({ actor }: ChangePart): string {
  return `${actor.kind}:${actor.id}`;
}
