import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who imported what and when. */
export class CreateAdvisoryImport1795100000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.advisory_import (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        actor jsonb not null,
        source text not null,
        imported integer not null,
        unchanged integer not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.advisory_import');
  }
}
