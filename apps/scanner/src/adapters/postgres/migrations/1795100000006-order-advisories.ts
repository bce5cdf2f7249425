import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A time of change that is not to be trusted orders nothing; what another reader has read is read again. */
export class OrderAdvisories1795100000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table scanner.advisory alter column modified drop not null');
    await queryRunner.query('alter table scanner.advisory add column reader smallint not null default 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table scanner.advisory drop column reader');
    await queryRunner.query(
      `update scanner.advisory set modified = (record ->> 'modified')::timestamptz where modified is null`,
    );
    await queryRunner.query('alter table scanner.advisory alter column modified set not null');
  }
}
