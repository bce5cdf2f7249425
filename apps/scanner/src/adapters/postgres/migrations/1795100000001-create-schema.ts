import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSchema1795100000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create schema scanner');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop schema scanner');
  }
}
