import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The packed index of each revision, in parts, and which revision each import has left in force. */
export class CreateAdvisoryIndex1795100000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.advisory_index (
        revision bigint not null,
        part integer not null,
        sha256 text not null,
        bytes bytea not null,
        primary key (revision, part)
      )`);
    // Read whole and at once: the time to unpack it would be most of the time it takes.
    await queryRunner.query('alter table scanner.advisory_index alter column bytes set storage external');
    await queryRunner.query(
      'alter table scanner.advisory_import add column revision bigint, add column advisories integer',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table scanner.advisory_import drop column revision, drop column advisories',
    );
    await queryRunner.query('drop table scanner.advisory_index');
  }
}
