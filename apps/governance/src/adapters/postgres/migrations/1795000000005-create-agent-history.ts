import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAgentHistory1795000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.agent_history (
        revision bigint not null,
        agent_id text collate "C" not null references governance.agent (id),
        maturity text not null,
        previous text,
        actor jsonb not null,
        note text,
        at timestamptz not null,
        primary key (agent_id, revision)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.agent_history');
  }
}
