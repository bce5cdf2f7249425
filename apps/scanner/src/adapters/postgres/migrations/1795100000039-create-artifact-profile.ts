import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of an artifact another version of it is compared with. Apart from the analyses: scanning does not read it. */
export class CreateArtifactProfile1795100000039 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.artifact_profile (
        digest text not null,
        ecosystem text not null,
        rules_version text not null,
        profile jsonb not null,
        kept_at timestamptz not null default now(),
        primary key (digest, ecosystem, rules_version)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.artifact_profile');
  }
}
