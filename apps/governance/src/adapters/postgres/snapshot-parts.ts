import type { Revision } from '@sallyport/domain';
import { PACKED_FORMAT } from '@sallyport/registry-view';
import type { EntityManager } from 'typeorm';
import type { KeptSnapshot } from '../../application/ports/registry-store';

/** Any constant that is not the migrations' (database.ts); the same in every replica. */
const LOCK_KEY = 7_264_002;
const KEPT = 2;

/** The newest of this release's format; a snapshot is stored whole or not at all, so all of its parts are there. */
export async function newestSnapshot(manager: EntityManager): Promise<KeptSnapshot | undefined> {
  const [row] = (await manager.query(
    `select revision, count(*)::int as parts from governance.registry_snapshot
     where format = $1 group by revision order by revision desc limit 1`,
    [PACKED_FORMAT],
  )) as { revision: string; parts: number }[];
  return row && { revision: Number(row.revision), parts: row.parts };
}

export async function snapshotPart(
  manager: EntityManager,
  revision: Revision,
  part: number,
): Promise<Buffer | undefined> {
  // As base64, which is read several times as fast as the hexadecimal digits that the driver takes bytes from.
  const [row] = (await manager.query(
    `select translate(encode(body, 'base64'), E'\\n', '') as body from governance.registry_snapshot
     where format = $1 and revision = $2 and part = $3`,
    [PACKED_FORMAT, revision, part],
  )) as { body: string }[];
  return row && Buffer.from(row.body, 'base64');
}

/** Inside a transaction. One part at a time, so that the process answers others between two of them. */
export async function keepSnapshot(
  manager: EntityManager,
  revision: Revision,
  parts: Iterable<Uint8Array>,
): Promise<boolean> {
  const [lock] = (await manager.query('select pg_try_advisory_xact_lock($1) as held', [LOCK_KEY])) as [
    { held: boolean },
  ];
  if (!lock.held || ((await newestSnapshot(manager))?.revision ?? -1) >= revision) return false;
  let number = 0;
  for (const body of parts) {
    await manager.query(
      'insert into governance.registry_snapshot (format, revision, part, body) values ($1, $2, $3, $4)',
      [PACKED_FORMAT, revision, number, body],
    );
    number += 1;
  }
  // Of other formats, only what is as new: an older release beside this one keeps its own, once nobody does they go.
  await manager.query(
    `delete from governance.registry_snapshot where revision < (
       select min(revision) from (
         select distinct revision from governance.registry_snapshot
         where format = $1 order by revision desc limit $2
       ) newest)`,
    [PACKED_FORMAT, KEPT],
  );
  return true;
}
