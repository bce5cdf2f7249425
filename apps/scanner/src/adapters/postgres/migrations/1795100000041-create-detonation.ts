import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What artifacts were seen to do when they were run: the source of their behaviour contracts. */
export class CreateDetonation1795100000041 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table scanner.detonation (
        digest text not null,
        surroundings text not null,
        detonator text not null,
        seen_at timestamptz not null,
        trace jsonb not null,
        primary key (digest, surroundings, detonator)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table scanner.detonation');
  }
}
