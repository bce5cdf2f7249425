import { DomainError, type Revision } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { type LeaseHolder, ReplicaLeases } from '../../application/ports/replica-leases';

/** The registry's own database: what it has acknowledged it keeps, for as long as there is a registry. */
const IDENTITY = 'postgres';

interface HolderRow {
  holder: string;
  revision: string;
  renewal: string;
}

export class PostgresReplicaLeases extends ReplicaLeases {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async identity(): Promise<string> {
    return IDENTITY;
  }

  async renew(holder: string, revision: Revision, identity: string): Promise<void> {
    assertThis(identity);
    await this.ask(
      `insert into governance.replica_lease as held (replica, revision) values ($1, $2)
       on conflict (replica) do update
         set revision = greatest(held.revision, excluded.revision),
           renewal = nextval('governance.replica_lease_renewal')`,
      [holder, revision],
    );
  }

  async behind(revision: Revision, identity: string): Promise<LeaseHolder[]> {
    const holders = await this.read(identity, 'where revision < $1', [revision]);
    return holders.map(({ holder, renewal }) => ({ holder, renewal }));
  }

  holders(identity: string): Promise<(LeaseHolder & { revision: Revision })[]> {
    return this.read(identity, '', []);
  }

  async forget(holder: string, renewal: number, identity: string): Promise<void> {
    assertThis(identity);
    await this.ask('delete from governance.replica_lease where replica = $1 and renewal = $2', [
      holder,
      renewal,
    ]);
  }

  async release(holder: string): Promise<void> {
    await this.ask('delete from governance.replica_lease where replica = $1', [holder]);
  }

  close(): void {
    // The database is closed by whoever opened it.
  }

  private async read(identity: string, where: string, parameters: unknown[]) {
    assertThis(identity);
    const rows = (await this.ask(
      `select replica as holder, revision, renewal from governance.replica_lease ${where}
       order by replica collate "C"`,
      parameters,
    )) as HolderRow[];
    return rows.map(({ holder, revision, renewal }) => ({
      holder,
      revision: Number(revision),
      renewal: Number(renewal),
    }));
  }

  private ask(sql: string, parameters: unknown[]): Promise<unknown> {
    return whileAvailable(() => this.dataSource.query(sql, parameters));
  }
}

function assertThis(identity: string): void {
  if (identity === IDENTITY) return;
  throw new DomainError('store-unavailable', `The leases of "${identity}" are not in this database`);
}
