import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReplicaLease1795000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.replica_lease (
        replica text primary key,
        revision bigint not null,
        valid_until timestamptz not null
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.replica_lease');
  }
}
