import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateChangeRelay1795000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Apart from the counter, so that telling the stream and writing do not wait for one another.
    await queryRunner.query(`
      create table governance.change_relay (
        singleton boolean primary key default true check (singleton),
        published bigint not null default 0
      )`);
    await queryRunner.query('insert into governance.change_relay default values');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.change_relay');
  }
}
