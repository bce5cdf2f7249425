import type { DetonationTrace, Digest } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { DataSource } from 'typeorm';
import {
  DetonationStore,
  type DetonationKey,
  type KeptDetonation,
} from '../../application/ports/detonation-store';

interface Row {
  digest: Digest;
  surroundings: string;
  detonator: string;
  seen_at: Date;
  trace: DetonationTrace;
}

export class PostgresDetonationStore extends DetonationStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  kept({ digest, surroundings }: DetonationKey): Promise<KeptDetonation[]> {
    return whileAvailable(async () => {
      const rows: Row[] = await this.dataSource.query(
        `select digest, surroundings, detonator, seen_at, trace from scanner.detonation
         where digest = $1 and surroundings = $2 order by seen_at desc`,
        [digest, surroundings],
      );
      return rows.map(toKept);
    });
  }

  async keep({ digest, surroundings, detonator, at, trace }: KeptDetonation): Promise<void> {
    await whileAvailable(() =>
      this.dataSource.query(
        `insert into scanner.detonation (digest, surroundings, detonator, seen_at, trace)
         values ($1, $2, $3, $4, $5)
         on conflict (digest, surroundings, detonator) do update
           set seen_at = excluded.seen_at, trace = excluded.trace`,
        // jsonb cannot hold NUL.
        [digest, surroundings, detonator, at, JSON.stringify(trace).replaceAll('\\u0000', '\\ufffd')],
      ),
    );
  }

  newest(digests: readonly Digest[]): Promise<Map<Digest, KeptDetonation>> {
    return whileAvailable(async () => {
      const rows: Row[] = await this.dataSource.query(
        `select distinct on (digest) digest, surroundings, detonator, seen_at, trace from scanner.detonation
         where digest = any($1::text[]) order by digest, seen_at desc`,
        [digests],
      );
      return new Map(rows.map((row) => [row.digest, toKept(row)]));
    });
  }
}

function toKept({ digest, surroundings, detonator, seen_at, trace }: Row): KeptDetonation {
  return { digest, surroundings, detonator, at: seen_at.toISOString(), trace };
}
