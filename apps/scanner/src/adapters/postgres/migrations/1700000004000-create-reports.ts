import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReports1700000004000 implements MigrationInterface {
  readonly name = 'CreateReports1700000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table scanner.analysis (
        digest text not null,
        ecosystem text not null,
        rules_version text not null,
        analysis jsonb not null,
        primary key (digest, ecosystem, rules_version)
      )`);
    await runner.query(`
      create table scanner.report (
        digest text primary key,
        scanned_at text not null,
        report jsonb not null,
        advisories jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table scanner.report');
    await runner.query('drop table scanner.analysis');
  }
}
