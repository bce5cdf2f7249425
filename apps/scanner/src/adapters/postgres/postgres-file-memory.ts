import { bearerKey, FILE_MARKS, type FileMark } from '@sallyport/analysis';
import type { Digest, Ecosystem, FetchedPackage } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import {
  FileMemory,
  MAX_NEWEST,
  MAX_OLDEST,
  type ArtifactKey,
  type FileHash,
  type RememberedBearer,
  type ScannedArtifact,
} from '../../application/ports/file-memory';

/** Rows of one statement: its parameters stay within some megabytes. */
const ROWS = 20_000;
/** First byte of a hash. Another way to make a shape gets another number, so that the two are never compared. */
const KINDS: Readonly<Record<'file' | 'tree', number>> = { file: 1, tree: 2 };

interface ArtifactRow {
  digest: Digest;
  ecosystem: Ecosystem;
  name: string;
  version: string;
}

interface BearerRow extends ArtifactRow {
  hash: Buffer;
  published_at: Date | null;
  first_seen: Date;
  repository: string | null;
  dependencies: string[];
  is_malicious: boolean;
  is_held: boolean;
  marks: number;
  path: string | null;
}

export class PostgresFileMemory extends FileMemory {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async remember(artifacts: readonly ScannedArtifact[], at: Date): Promise<void> {
    // In one order always, so that two scans never wait for each other.
    const byKey = new Map(artifacts.map((artifact) => [keyOf(artifact), artifact]));
    const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, artifact]) => artifact);
    if (sorted.length === 0) return;
    await whileAvailable(() =>
      this.dataSource.transaction(async (manager) => {
        const fresh = await this.rememberArtifacts(manager, sorted, at);
        const rows = sorted.flatMap((artifact) => {
          const id = fresh.get(keyOf(artifact));
          return id === undefined ? [] : artifact.files.map((file) => ({ id, file }));
        });
        if (fresh.size > 0)
          await manager.query('delete from scanner.file_bearer where artifact = any ($1::bigint[])', [
            [...fresh.values()],
          ]);
        for (let from = 0; from < rows.length; from += ROWS) {
          const part = rows.slice(from, from + ROWS);
          const hashes = part.map(({ file }) => toBytes(file.hash));
          await manager.query(
            `insert into scanner.file_bearer (hash, artifact, marks, path)
             select * from unnest($1::bytea[], $2::bigint[], $3::smallint[], $4::text[])
             on conflict do nothing`,
            [
              hashes,
              part.map(({ id }) => id),
              part.map(({ file }) => toBits(file.marks)),
              part.map(({ file }) => (file.marks.length > 0 ? file.path.replaceAll('\0', '\ufffd') : null)),
            ],
          );
          await this.forget(manager, hashes);
        }
      }),
    );
  }

  bearers(hashes: readonly FileHash[]): Promise<Map<FileHash, RememberedBearer[]>> {
    return whileAvailable(async () => {
      const found = new Map<FileHash, RememberedBearer[]>();
      const asked = [...new Set(hashes)].map(toBytes);
      for (let from = 0; from < asked.length; from += ROWS) {
        const rows: BearerRow[] = await this.dataSource.query(
          `with marked as (
             select distinct hash from scanner.file_bearer where hash = any ($1::bytea[]) and marks <> 0
           )
           select hash, digest, ecosystem, name, version, published_at, first_seen, repository, dependencies,
                  is_malicious, is_held, marks, path
             from marked join scanner.file_bearer using (hash)
             join scanner.scanned_artifact on id = artifact
            order by hash, id`,
          [asked.slice(from, from + ROWS)],
        );
        for (const row of rows) {
          const hash = fromBytes(row.hash);
          const bearers = found.get(hash);
          if (bearers === undefined) found.set(hash, [toBearer(row)]);
          else bearers.push(toBearer(row));
        }
      }
      return found;
    });
  }

  hashesOf(keys: readonly ArtifactKey[]): Promise<Map<string, FileHash[]>> {
    return whileAvailable(async () => {
      const rows: (ArtifactRow & { hashes: Buffer[] | null })[] = await this.dataSource.query(
        `select digest, ecosystem, name, version,
                (select array_agg(hash order by hash) from scanner.file_bearer where artifact = id) as hashes
           from scanner.scanned_artifact where ${MATCHES}`,
        asColumns(keys),
      );
      return new Map(rows.map((row) => [bearerKey(row), (row.hashes ?? []).map(fromBytes)]));
    });
  }

  artifacts(keys: readonly ArtifactKey[]): Promise<Omit<ScannedArtifact, 'files'>[]> {
    return whileAvailable(async () => {
      const rows: (BearerRow & { rules_version: string; locked: FetchedPackage })[] =
        await this.dataSource.query(
          `select * from scanner.scanned_artifact where ${MATCHES}`,
          asColumns(keys),
        );
      const byKey = new Map(
        rows.map(({ ecosystem, name, version, digest, ...row }) => [
          bearerKey({ ecosystem, name, version, digest }),
          {
            ...{
              id: { ecosystem, name, version },
              digest,
              locked: row.locked,
              rulesVersion: row.rules_version,
            },
            ...{ isMalicious: row.is_malicious, repository: row.repository, dependencies: row.dependencies },
          },
        ]),
      );
      return keys.flatMap((key) => byKey.get(keyOf(key)) ?? []);
    });
  }

  async noteHeld(keys: readonly ArtifactKey[], isHeld: boolean): Promise<void> {
    if (keys.length === 0) return;
    await whileAvailable(() =>
      this.dataSource.query(
        `update scanner.scanned_artifact set is_held = $5 where is_held <> $5 and ${MATCHES}`,
        [...asColumns(keys), isHeld],
      ),
    );
  }

  /** Ids of those that are new, or that these rules have not looked at before, by key. */
  private async rememberArtifacts(
    manager: EntityManager,
    artifacts: readonly ScannedArtifact[],
    at: Date,
  ): Promise<Map<string, string>> {
    const fresh = new Map<string, string>();
    const same = await this.unchanged(manager, artifacts);
    for (const artifact of artifacts) {
      if (same.has(keyOf(artifact))) continue;
      const { id, digest, locked, repository, dependencies, isMalicious, rulesVersion } = artifact;
      const published = Date.parse(locked.publishedAt ?? '');
      const rows: { id: string; is_fresh: boolean }[] = await manager.query(
        `with known as (
           select rules_version from scanner.scanned_artifact
            where digest = $1 and ecosystem = $2 and name = $3 and version = $4
         )
         insert into scanner.scanned_artifact as kept
           (digest, ecosystem, name, version, published_at, first_seen, repository, dependencies, is_malicious,
            rules_version, locked)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (digest, ecosystem, name, version) do update set
           published_at = least(kept.published_at, excluded.published_at),
           repository = excluded.repository, dependencies = excluded.dependencies,
           is_malicious = excluded.is_malicious, rules_version = excluded.rules_version,
           locked = excluded.locked
         returning id, (select rules_version from known) is distinct from $10 as is_fresh`,
        [
          ...[digest, id.ecosystem, id.name, id.version],
          ...[
            Number.isNaN(published) ? null : new Date(published),
            at,
            repository,
            dependencies,
            isMalicious,
          ],
          ...[rulesVersion, JSON.stringify(locked).replaceAll('\\u0000', '\\ufffd')],
        ],
      );
      for (const row of rows) if (row.is_fresh) fresh.set(keyOf(artifact), row.id);
    }
    return fresh;
  }

  /** Most of a closure, most of the time. */
  private async unchanged(
    manager: EntityManager,
    artifacts: readonly ScannedArtifact[],
  ): Promise<ReadonlySet<string>> {
    const rows: (ArtifactRow & { rules_version: string; published_at: Date | null })[] = await manager.query(
      `select digest, ecosystem, name, version, rules_version, published_at
         from scanner.scanned_artifact where ${MATCHES}`,
      asColumns(artifacts),
    );
    const known = new Map(rows.map((row) => [bearerKey(row), row]));
    const isSame = (artifact: ScannedArtifact): boolean => {
      const row = known.get(keyOf(artifact));
      if (row?.rules_version !== artifact.rulesVersion) return false;
      const published = Date.parse(artifact.locked.publishedAt ?? '');
      return (
        Number.isNaN(published) || (row.published_at !== null && row.published_at.getTime() <= published)
      );
    };
    return new Set(artifacts.filter(isSame).map(keyOf));
  }

  private async forget(manager: EntityManager, hashes: readonly Buffer[]): Promise<void> {
    await manager.query(
      `with crowded as (
         select hash from scanner.file_bearer where hash = any ($1::bytea[])
          group by hash having count(*) > $2::int + $3::int
       ), ranked as (
         select hash, artifact,
                row_number() over (partition by hash order by artifact) as oldest,
                row_number() over (partition by hash order by artifact desc) as newest
           from crowded join scanner.file_bearer using (hash)
       )
       delete from scanner.file_bearer as bearer using ranked, scanner.scanned_artifact as kept
        where bearer.hash = ranked.hash and bearer.artifact = ranked.artifact and kept.id = ranked.artifact
          and ranked.oldest > $2::int and ranked.newest > $3::int and not kept.is_malicious`,
      [hashes, MAX_OLDEST, MAX_NEWEST],
    );
  }
}

const MATCHES = `(digest, ecosystem, name, version) in
  (select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]))`;

function asColumns(keys: readonly ArtifactKey[]): string[][] {
  return [
    keys.map(({ digest }) => digest),
    ...(['ecosystem', 'name', 'version'] as const).map((field) => keys.map(({ id }) => id[field])),
  ];
}

function keyOf({ id, digest }: ArtifactKey): string {
  return bearerKey({ ...id, digest });
}

function toBearer(row: BearerRow): RememberedBearer {
  const { ecosystem, name, version, digest, repository, dependencies, path } = row;
  return {
    ...{ ecosystem, name, version, digest, repository, dependencies, path },
    publishedAt: row.published_at?.getTime() ?? null,
    firstSeen: row.first_seen.getTime(),
    publisher: null,
    isMalicious: row.is_malicious,
    isHeld: row.is_held,
    marks: FILE_MARKS.filter((_, bit) => (row.marks & (1 << bit)) !== 0),
  };
}

function toBits(marks: readonly FileMark[]): number {
  return FILE_MARKS.reduce((bits, mark, bit) => (marks.includes(mark) ? bits | (1 << bit) : bits), 0);
}

function toBytes(hash: FileHash): Buffer {
  const [kind, hex = ''] = hash.split(':') as ['file' | 'tree', string];
  return Buffer.from([KINDS[kind], ...Buffer.from(hex, 'hex')]);
}

function fromBytes(bytes: Buffer): FileHash {
  const kind = bytes[0] === KINDS.tree ? 'tree' : 'file';
  return `${kind}:${bytes.subarray(1).toString('hex')}`;
}
