import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leases without a clock, and which store of leases is in force (docs/adr/0023). */
export class ExtendReplicaLease1795000000015 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('delete from governance.replica_lease');
    await queryRunner.query('create sequence governance.replica_lease_renewal');
    await queryRunner.query(`
      alter table governance.replica_lease
        drop column valid_until,
        add column renewal bigint not null default nextval('governance.replica_lease_renewal')`);
    await queryRunner.query(`
      alter table governance.registry_counter
        add column lease_store text not null default '',
        add column lease_generation bigint not null default 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('delete from governance.replica_lease');
    await queryRunner.query(`
      alter table governance.replica_lease
        drop column renewal,
        add column valid_until timestamptz not null`);
    await queryRunner.query('drop sequence governance.replica_lease_renewal');
    await queryRunner.query(`
      alter table governance.registry_counter drop column lease_store, drop column lease_generation`);
  }
}
