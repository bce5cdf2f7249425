import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAdvisories1700000003000 implements MigrationInterface {
  readonly name = 'CreateAdvisories1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema scanner');
    await runner.query(`
      create table scanner.advisory (
        id text primary key,
        file_hash text not null,
        record jsonb not null
      )`);
    await runner.query(`
      create table scanner.advisory_package (
        ecosystem text not null,
        name text not null,
        advisory_id text not null references scanner.advisory (id) on delete cascade,
        primary key (ecosystem, name, advisory_id)
      )`);
    await runner.query('create index advisory_package_of on scanner.advisory_package (advisory_id)');
    await runner.query(`
      create table scanner.advisory_import (
        only_row boolean primary key default true check (only_row),
        imported_at text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema scanner cascade');
  }
}
