import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegistryRecord1795000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.registry_record (
        kind text collate "C" not null,
        key text collate "C" not null check (length(key) between 1 and 1024),
        value jsonb not null,
        revision bigint not null,
        changed_at timestamptz not null,
        changed_by text not null,
        primary key (kind, key)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.registry_record');
  }
}
