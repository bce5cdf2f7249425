import { createHash } from 'node:crypto';
import { DomainError, type Ecosystem } from '@sallyport/domain';
import type { QueryRunner } from 'typeorm';
import { AdvisoryRecord } from '../../advisory/advisory-record';
import { AdvisoryIndex, indexKey, packIndex } from '../../advisory/packed/advisory-index';
import { packBlocks, recordsByKey } from '../../advisory/packed/pack-records';
import { rememberingReader } from '../../advisory/read-affected';

/** The database sends bytes as twice as many letters; a part is small enough to be held beside the whole. */
const PART_BYTES = 4 * 1024 * 1024;
/** Packages whose records are in memory at once while they are packed. */
const PACKAGES_PER_READ = 2_000;
/** A replica may be reading the one before. */
const KEPT_REVISIONS = 2;

export interface NamedPackage {
  ecosystem: Ecosystem;
  name: string;
}

interface Queries {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

/** Undefined where it is not there, or not whole. */
export async function readPacked(database: Queries, revision: number): Promise<Buffer | undefined> {
  const rows = (await database.query(
    'select sha256, bytes from scanner.advisory_index where revision = $1 order by part',
    [revision],
  )) as { sha256: string; bytes: Buffer }[];
  const bytes = Buffer.concat(rows.map((row) => row.bytes));
  return rows[0]?.sha256 === sha256Of(bytes) ? bytes : undefined;
}

/** Packs again what `touched` names, and keeps the rest as it was packed for `before`. Null packs everything. */
export async function writePacked(
  runner: QueryRunner,
  revision: number,
  { before, touched }: { before: number; touched: readonly NamedPackage[] | null },
): Promise<void> {
  const old = touched === null ? undefined : await oldIndex(runner, before);
  const blocks = new Map<string, Buffer>();
  for (const { key, block } of old?.blocks() ?? []) blocks.set(key.toString('utf8'), block);
  const wanted = old === undefined || touched === null ? await everyPackage(runner) : touched;
  await packOver(runner, blocks, wanted);
  await keep(runner, revision, packIndex(blocks));
}

async function oldIndex(runner: QueryRunner, revision: number): Promise<AdvisoryIndex | undefined> {
  const bytes = await readPacked(runner, revision);
  if (bytes === undefined) return undefined;
  try {
    return new AdvisoryIndex(bytes);
  } catch (cause) {
    // Of another format: nothing of it can be kept.
    if (DomainError.is(cause)) return undefined;
    throw cause;
  }
}

async function everyPackage(runner: QueryRunner): Promise<NamedPackage[]> {
  return (await runner.query(
    'select distinct ecosystem, name from scanner.advisory_package',
  )) as NamedPackage[];
}

async function packOver(
  runner: QueryRunner,
  blocks: Map<string, Buffer>,
  wanted: readonly NamedPackage[],
): Promise<void> {
  const read = rememberingReader();
  for (let from = 0; from < wanted.length; from += PACKAGES_PER_READ) {
    const page = wanted.slice(from, from + PACKAGES_PER_READ);
    const keys = new Set(page.map((each) => indexKey(each).toString('utf8')));
    const named = [...recordsByKey(await recordsOf(runner, page))].filter(([key]) => keys.has(key));
    for (const key of keys) blocks.delete(key);
    for (const [key, block] of packBlocks(new Map(named), read)) blocks.set(key, block);
  }
}

async function recordsOf(runner: QueryRunner, page: readonly NamedPackage[]): Promise<AdvisoryRecord[]> {
  const rows = (await runner.query(
    `select record from scanner.advisory where not withdrawn and id in (
       select advisory_id from scanner.advisory_package
         join unnest($1::text[], $2::text[]) as wanted (ecosystem, name) using (ecosystem, name)
     ) order by id`,
    [page.map(({ ecosystem }) => ecosystem), page.map(({ name }) => name)],
  )) as { record: unknown }[];
  return rows.map((row) => AdvisoryRecord.parse(row.record));
}

async function keep(runner: QueryRunner, revision: number, bytes: Buffer): Promise<void> {
  const sha256 = sha256Of(bytes);
  await runner.query('delete from scanner.advisory_index where revision = $1', [revision]);
  for (let part = 0; part * PART_BYTES < bytes.length; part += 1)
    await runner.query(
      'insert into scanner.advisory_index (revision, part, sha256, bytes) values ($1, $2, $3, $4)',
      [revision, part, sha256, bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)],
    );
  await runner.query(
    `delete from scanner.advisory_index where revision < (
       select min(revision) from (
         select distinct revision from scanner.advisory_index order by revision desc limit $1
       ) as kept)`,
    [KEPT_REVISIONS],
  );
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
