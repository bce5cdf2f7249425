import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Packed snapshots of the registry, so that a start need not read every row (docs/adr/0024). */
export class CreateRegistrySnapshot1795000000016 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.registry_snapshot (
        format integer not null,
        revision bigint not null check (revision >= 0),
        part integer not null check (part >= 0),
        body bytea not null,
        made_at timestamptz not null default now(),
        primary key (format, revision, part)
      )`);
    // Packed already: trying to compress it costs time and gains little.
    await queryRunner.query(
      'alter table governance.registry_snapshot alter column body set storage external',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.registry_snapshot');
  }
}
