import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Advisories, and by which packages they are found. */
export class CreateAdvisory1795100000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.advisory (
        id text primary key,
        sha256 text not null,
        modified timestamptz not null,
        withdrawn boolean not null,
        record jsonb not null
      )`);
    await queryRunner.query(`
      create table scanner.advisory_package (
        ecosystem text not null,
        name text not null,
        advisory_id text not null references scanner.advisory (id) on delete cascade,
        primary key (ecosystem, name, advisory_id)
      )`);
    await queryRunner.query(
      'create index advisory_package_advisory on scanner.advisory_package (advisory_id)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.advisory_package');
    await queryRunner.query('drop table scanner.advisory');
  }
}
