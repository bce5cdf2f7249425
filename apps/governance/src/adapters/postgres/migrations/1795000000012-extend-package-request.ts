import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the scan of a request went, and a queue in one order on every server. */
export class ExtendPackageRequest1795000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table governance.package_request
        alter column id type text collate "C",
        add column scan jsonb`);
    await queryRunner.query('create index package_request_by_time on governance.package_request (at, id)');
    await queryRunner.query(
      'create index package_request_unscanned on governance.package_request (at, id) where scan is null',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index governance.package_request_unscanned');
    await queryRunner.query('drop index governance.package_request_by_time');
    await queryRunner.query(`
      alter table governance.package_request
        alter column id type text collate "default",
        drop column scan`);
  }
}
