import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Append-only for everyone, the owner of the table included: a statement trigger also stops what would match no row. */
export class RefuseChangesOfEvents1700000002000 implements MigrationInterface {
  readonly name = 'RefuseChangesOfEvents1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function audit.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit trail is append-only: % of audit.event is refused', tg_op
          using errcode = 'insufficient_privilege';
      end $$`);
    await runner.query(`
      create trigger append_only before update or delete or truncate on audit.event
        for each statement execute function audit.refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger append_only on audit.event');
    await runner.query('drop function audit.refuse_change()');
  }
}
