import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Approvals say what they were given for, end, and may need two people. */
export class ExtendPackageEntry1795000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table governance.package_entry
        add column approval_grant jsonb,
        add column first_review jsonb,
        add column requested_by text,
        drop constraint package_entry_approval_check,
        add constraint package_entry_approval_check
          check (approval in ('none', 'requested', 'approved', 'rejected', 'revoked', 'expired'))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // An earlier release has no word for it; this one keeps it refused.
    await queryRunner.query(
      "update governance.package_entry set approval = 'revoked' where approval = 'expired'",
    );
    await queryRunner.query(`
      alter table governance.package_entry
        drop column approval_grant,
        drop column first_review,
        drop column requested_by,
        drop constraint package_entry_approval_check,
        add constraint package_entry_approval_check
          check (approval in ('none', 'requested', 'approved', 'rejected', 'revoked'))`);
  }
}
