import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which files lie in which artifacts, of everything ever scanned. A hash is one byte for its kind and sixteen of the
 * digest; only marked files have a path. Rows are many: they hold nothing else.
 */
export class CreateFileMemory1795100000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.scanned_artifact (
        id bigint generated always as identity primary key,
        digest text not null,
        ecosystem text not null,
        name text not null,
        version text not null,
        published_at timestamptz,
        first_seen timestamptz not null,
        repository text,
        dependencies text[] not null,
        is_malicious boolean not null,
        is_held boolean not null default false,
        rules_version text not null,
        locked jsonb not null,
        unique (digest, ecosystem, name, version)
      )`);
    await queryRunner.query(`
      create table scanner.file_bearer (
        hash bytea not null,
        artifact bigint not null references scanner.scanned_artifact on delete cascade,
        marks smallint not null,
        path text,
        primary key (hash, artifact)
      )`);
    await queryRunner.query('create index file_bearer_artifact on scanner.file_bearer (artifact)');
    await queryRunner.query('create index file_bearer_marked on scanner.file_bearer (hash) where marks <> 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.file_bearer');
    await queryRunner.query('drop table scanner.scanned_artifact');
  }
}
