import type { Revision } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { ReplicaLeases } from '../../application/ports/replica-leases';

/** Leases by the database's own clock (`clock_timestamp()`, which moves inside a transaction). */
export class PostgresReplicaLeases extends ReplicaLeases {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async renew(replica: string, revision: Revision, leaseMs: number): Promise<void> {
    await whileAvailable(() =>
      this.dataSource.query(
        `insert into governance.replica_lease (replica, revision, valid_until)
         values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
         on conflict (replica) do update set revision = excluded.revision, valid_until = excluded.valid_until`,
        [replica, revision, leaseMs],
      ),
    );
  }

  async behind(revision: Revision, replica: string): Promise<string[]> {
    const rows = await whileAvailable(
      () =>
        this.dataSource.query(
          `select replica from governance.replica_lease
           where valid_until > clock_timestamp() and revision < $1 and replica <> $2 order by replica`,
          [revision, replica],
        ) as Promise<{ replica: string }[]>,
    );
    return rows.map((row) => row.replica);
  }

  /** Takes the rows of replicas that died long ago with it. */
  async release(replica: string): Promise<void> {
    await whileAvailable(() =>
      this.dataSource.query(
        `delete from governance.replica_lease
         where replica = $1 or valid_until < clock_timestamp() - interval '1 hour'`,
        [replica],
      ),
    );
  }
}
