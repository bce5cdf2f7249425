import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePackageRequest1795000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.package_request (
        id text primary key,
        ecosystem text not null,
        requirements jsonb not null,
        lock jsonb,
        packages jsonb not null,
        actor jsonb not null,
        note text,
        at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.package_request');
  }
}
