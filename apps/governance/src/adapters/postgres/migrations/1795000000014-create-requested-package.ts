import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which requests wait for a package: looked up from the few that wait, instead of in every request ever made. */
export class CreateRequestedPackage1795000000014 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table governance.requested_package (
        ecosystem text collate "C" not null,
        name text collate "C" not null,
        version text collate "C" not null,
        request_id text collate "C" not null references governance.package_request (id),
        primary key (ecosystem, name, version, request_id)
      )`);
    await queryRunner.query(`
      insert into governance.requested_package (ecosystem, name, version, request_id)
      select distinct asked.ecosystem, asked.name, asked.version, request.id
      from governance.package_request request,
        jsonb_to_recordset(request.packages) as asked(ecosystem text, name text, version text)`);
    await queryRunner.query(`
      create index package_entry_requested on governance.package_entry (ecosystem, name, version)
      where approval = 'requested'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index governance.package_entry_requested');
    await queryRunner.query('drop table governance.requested_package');
  }
}
