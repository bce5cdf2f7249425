import { MATURITIES, RegistryChange, type Maturity } from '@sallyport/domain';
import type { DurablePostgres } from './durable-postgres';
import type { LoggedChange, SubjectState } from './history';
import { AGENTS, PACKAGES, refusedRankOf } from './subjects';

type Part = RegistryChange['parts'][number];

const packageIndexes = new Map(PACKAGES.map(({ name }, index) => [name, index]));
const agentIndexes = new Map(AGENTS.map((id, index) => [id, index]));
const rankOf = (maturity: Maturity): number => MATURITIES.indexOf(maturity);

/** The change log as it is in the database at the end, whatever anybody was told. */
export async function readLog(postgres: DurablePostgres): Promise<LoggedChange[]> {
  const rows = await postgres.query<{ revision: string; parts: unknown }>(
    'select revision, parts from governance.registry_change order by revision',
  );
  return rows.map((row) => {
    const { revision, parts } = RegistryChange.parse({ revision: Number(row.revision), parts: row.parts });
    return {
      revision,
      notes: [...new Set(parts.flatMap(({ note }) => (note === undefined ? [] : [note])))],
      parts: parts.flatMap((part) => stateOf(part) ?? []),
    };
  });
}

/** undefined: nothing that these checks depend on. */
function stateOf(part: Part): SubjectState | undefined {
  switch (part.kind) {
    case 'package': {
      const { approval, minMaturity, banReason, grant } = part.entry;
      const index = packageIndexes.get(part.name);
      if (index === undefined) return undefined;
      const approvedFrom = approval === 'approved' && minMaturity !== null ? rankOf(minMaturity) : null;
      const until = Date.parse(grant?.expiresAt ?? '');
      const state = {
        approvedFrom,
        until: Number.isNaN(until) ? Infinity : until,
        banned: banReason !== null,
      };
      return { kind: 'package', index, state };
    }
    case 'agent': {
      const index = agentIndexes.get(part.agentId);
      if (index === undefined) return undefined;
      const state = { rank: rankOf(part.maturity), suspended: part.suspended === true };
      return { kind: 'agent', index, state };
    }
    case 'policy':
      return { kind: 'policy', index: 0, state: { refusedRank: refusedRankOf(part.value.text) } };
    default:
      return undefined;
  }
}
