import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTrail1700000001000 implements MigrationInterface {
  readonly name = 'CreateTrail1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema audit');
    await runner.query(`
      create table audit.event (
        sequence bigint primary key check (sequence > 0),
        id text not null unique,
        type text not null,
        at text not null,
        service text not null,
        replica text not null,
        body text not null,
        previous_hash text not null,
        hash text not null
      )`);
    await runner.query('create index event_by_type on audit.event (type, sequence)');
    await runner.query(`
      create table audit.head (
        only_row boolean primary key default true check (only_row),
        sequence bigint not null default 0,
        hash text not null default repeat('0', 64),
        events bigint not null default 0,
        decisions bigint not null default 0,
        stream_sequence bigint not null default 0
      )`);
    await runner.query('insert into audit.head default values');
    await runner.query(`
      create table audit.decision_cursor (
        replica text not null,
        epoch text not null,
        last_sequence bigint not null,
        primary key (replica, epoch)
      )`);
    await runner.query(`
      create table audit.noticed_gap (
        replica text not null,
        epoch text not null,
        from_sequence bigint not null,
        to_sequence bigint not null,
        noticed_at_event bigint not null,
        primary key (replica, epoch, from_sequence)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema audit cascade');
  }
}
