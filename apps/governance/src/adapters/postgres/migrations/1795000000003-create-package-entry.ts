import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePackageEntry1795000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Collation "C": pages follow the order of bytes on every server, whatever its locale.
    await queryRunner.query(`
      create table governance.package_entry (
        ecosystem text collate "C" not null,
        name text collate "C" not null,
        version text collate "C" not null,
        approval text not null check (approval in ('none', 'requested', 'approved', 'rejected', 'revoked')),
        min_maturity text check (min_maturity in ('intern', 'supervised', 'autonomous')),
        ban_reason text,
        changed_at timestamptz not null,
        changed_by text not null,
        request_id text,
        primary key (ecosystem, name, version),
        check ((approval = 'approved') = (min_maturity is not null))
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table governance.package_entry');
  }
}
