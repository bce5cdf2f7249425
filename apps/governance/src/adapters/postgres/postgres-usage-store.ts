import { BEHAVIOURS } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import { DataSource, type EntityManager } from 'typeorm';
import {
  UsageStore,
  type AskedBehaviour,
  type BehaviourCount,
  type BehaviourTotals,
  type ExceptionUse,
} from '../../application/ports/usage-store';

/** How long an id is remembered; a message is not delivered again after so long. */
const IDS_REMEMBERED = "interval '30 days'";
const BEHAVIOUR_REMEMBERED = "interval '90 days'";
/** Old rows that each count takes away: more than it adds as a rule, and too few to wait for. */
const FORGOTTEN_AT_ONCE = 10;

export class PostgresUsageStore extends UsageStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  count(
    id: string,
    behaviours: readonly BehaviourCount[],
    exceptions: readonly ExceptionUse[],
  ): Promise<boolean> {
    return whileAvailable(() =>
      this.dataSource.transaction(async (manager) => {
        const isNew = (await manager.query(
          'insert into governance.usage_counted (id) values ($1) on conflict do nothing returning id',
          [id],
        )) as unknown[];
        if (isNew.length === 0) return false;
        await addBehaviours(manager, behaviours);
        await addExceptions(manager, exceptions);
        await forgetOld(manager);
        return true;
      }),
    );
  }

  async behavioursSince(asked: readonly AskedBehaviour[]): Promise<BehaviourTotals[]> {
    const totals = asked.map(() => Object.fromEntries(BEHAVIOURS.map((behaviour) => [behaviour, 0])));
    if (asked.length === 0) return [];
    const rows = await whileAvailable(
      () =>
        this.dataSource.query(
          `select place::int, behaviour, sum(count)::float8 as count
           from unnest($1::text[], $2::timestamptz[]) with ordinality as asked(agent_id, since, place)
           join governance.agent_behaviour using (agent_id)
           where minute >= date_trunc('minute', since, 'UTC') group by place, behaviour`,
          [asked.map(({ agentId }) => agentId), asked.map(({ since }) => since)],
        ) as Promise<{ place: number; behaviour: string; count: number }[]>,
    );
    for (const { place, behaviour, count } of rows) {
      const total = totals[place - 1];
      if (total !== undefined && behaviour in total) total[behaviour] = count;
    }
    return totals as BehaviourTotals[];
  }

  async exceptionUses(): Promise<ReadonlyMap<string, { uses: number; lastUsedAt: string }>> {
    const rows = await whileAvailable(
      () =>
        this.dataSource.query(
          'select exception_id as id, uses, last_used_at as "lastUsedAt" from governance.exception_use',
        ) as Promise<{ id: string; uses: string; lastUsedAt: Date }[]>,
    );
    return new Map(
      rows.map(({ id, uses, lastUsedAt }) => [
        id,
        { uses: Number(uses), lastUsedAt: lastUsedAt.toISOString() },
      ]),
    );
  }
}

/** Summed and sorted before they are written: a row is touched once a statement, and writers lock in one order. */
async function addBehaviours(manager: EntityManager, behaviours: readonly BehaviourCount[]): Promise<void> {
  if (behaviours.length === 0) return;
  await manager.query(
    `insert into governance.agent_behaviour (agent_id, behaviour, minute, count)
     select "agentId", behaviour, date_trunc('minute', at, 'UTC') as minute, sum(count)
     from jsonb_to_recordset($1::jsonb) as row("agentId" text, behaviour text, count bigint, at timestamptz)
     group by "agentId", behaviour, minute
     order by "agentId", minute, behaviour
     on conflict (agent_id, minute, behaviour) do update set count = agent_behaviour.count + excluded.count`,
    [JSON.stringify(behaviours)],
  );
}

async function addExceptions(manager: EntityManager, exceptions: readonly ExceptionUse[]): Promise<void> {
  if (exceptions.length === 0) return;
  await manager.query(
    `insert into governance.exception_use (exception_id, uses, last_used_at)
     select "exceptionId", sum(uses), max(at)
     from jsonb_to_recordset($1::jsonb) as row("exceptionId" text, uses bigint, at timestamptz)
     group by "exceptionId"
     order by "exceptionId"
     on conflict (exception_id) do update set
       uses = exception_use.uses + excluded.uses,
       last_used_at = greatest(exception_use.last_used_at, excluded.last_used_at)`,
    [JSON.stringify(exceptions)],
  );
}

async function forgetOld(manager: EntityManager): Promise<void> {
  await manager.query(
    `delete from governance.usage_counted where id in (
       select id from governance.usage_counted
       where counted_at < clock_timestamp() - ${IDS_REMEMBERED}
       order by counted_at limit ${FORGOTTEN_AT_ONCE} for update skip locked)`,
  );
  await manager.query(
    `delete from governance.agent_behaviour where (agent_id, minute, behaviour) in (
       select agent_id, minute, behaviour from governance.agent_behaviour
       where minute < clock_timestamp() - ${BEHAVIOUR_REMEMBERED}
       order by minute limit ${FORGOTTEN_AT_ONCE} for update skip locked)`,
  );
}
