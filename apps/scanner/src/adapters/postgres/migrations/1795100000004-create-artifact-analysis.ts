import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the same bytes were found to be by the same rules. */
export class CreateArtifactAnalysis1795100000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.artifact_analysis (
        digest text not null,
        ecosystem text not null,
        rules_version text not null,
        analysis jsonb not null,
        primary key (digest, ecosystem, rules_version)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.artifact_analysis');
  }
}
