import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAgent1795000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.agent (
        id text collate "C" primary key,
        maturity text not null check (maturity in ('student', 'intern', 'supervised', 'autonomous')),
        registered_at timestamptz not null,
        changed_at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.agent');
  }
}
