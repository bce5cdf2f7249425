import { randomUUID } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateChangeLog1795000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.registry_counter (
        singleton boolean primary key default true check (singleton),
        registry_id text not null,
        revision bigint not null check (revision >= 0)
      )`);
    await queryRunner.query(
      'insert into governance.registry_counter (registry_id, revision) values ($1, 0)',
      [randomUUID()],
    );
    await queryRunner.query(`
      create table governance.registry_change (
        revision bigint primary key check (revision > 0),
        parts jsonb not null,
        at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.registry_change');
    await queryRunner.query('drop table governance.registry_counter');
  }
}
