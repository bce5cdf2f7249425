import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents can be suspended; their history says what was done. */
export class ExtendAgent1795000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'alter table governance.agent add column suspended boolean not null default false',
    );
    await queryRunner.query(`
      alter table governance.agent_history
        add column action text,
        add column suspended boolean not null default false`);
    // Until now there were these two, and only the first has no maturity before it.
    await queryRunner.query(`
      update governance.agent_history
      set action = case when previous is null then 'register' else 'change' end`);
    await queryRunner.query('alter table governance.agent_history alter column action set not null');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table governance.agent_history drop column action, drop column suspended');
    await queryRunner.query('alter table governance.agent drop column suspended');
  }
}
