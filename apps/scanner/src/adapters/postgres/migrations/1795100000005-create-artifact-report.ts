import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest report of each artifact, advisories included. */
export class CreateArtifactReport1795100000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.artifact_report (
        digest text primary key,
        scanned_at timestamptz not null,
        report jsonb not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.artifact_report');
  }
}
