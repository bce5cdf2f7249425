import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside the change log: figures that people decide by, and that no decision looks at. */
export class CreateUsage1795000000013 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.usage_counted (
        id text collate "C" primary key,
        counted_at timestamptz not null default clock_timestamp()
      )`);
    await queryRunner.query('create index usage_counted_by_time on governance.usage_counted (counted_at)');
    // By the minute: one row for each check of each agent would outgrow everything else.
    await queryRunner.query(`
      create table governance.agent_behaviour (
        agent_id text collate "C" not null,
        behaviour text collate "C" not null,
        minute timestamptz not null,
        count bigint not null check (count > 0),
        primary key (agent_id, minute, behaviour)
      )`);
    await queryRunner.query('create index agent_behaviour_by_time on governance.agent_behaviour (minute)');
    await queryRunner.query(`
      create table governance.exception_use (
        exception_id text collate "C" primary key,
        uses bigint not null check (uses > 0),
        last_used_at timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.exception_use');
    await queryRunner.query('drop table governance.agent_behaviour');
    await queryRunner.query('drop table governance.usage_counted');
  }
}
