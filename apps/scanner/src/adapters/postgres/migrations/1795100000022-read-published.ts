import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Records of earlier releases do not have when they were published. Without the digest of the bytes that they were
 * read from, the next import takes them anew.
 */
export class ReadPublished1795100000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("update scanner.advisory set sha256 = '' where not (record ? 'published')");
  }

  async down(): Promise<void> {
    // Nothing was added; an earlier release reads the records as they are.
  }
}
