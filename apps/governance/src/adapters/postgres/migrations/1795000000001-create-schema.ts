import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSchema1795000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create schema governance');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema governance');
  }
}
