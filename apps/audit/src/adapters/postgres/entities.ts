import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';

/** The driver hands out bigint as text; our counts stay far below 2^53. */
const asNumber: ValueTransformer = { to: (value: number) => value, from: (value: string) => Number(value) };
const bigint = { type: 'bigint', transformer: asNumber } as const;

@Entity({ schema: 'audit', name: 'event' })
export class EventRow {
  @PrimaryColumn(bigint)
  sequence!: number;
  @Column({ type: 'text', unique: true })
  id!: string;
  @Column({ type: 'text' })
  type!: string;
  @Column({ type: 'text' })
  at!: string;
  @Column({ type: 'text' })
  service!: string;
  @Column({ type: 'text' })
  replica!: string;
  @Column({ type: 'text' })
  body!: string;
  @Column({ name: 'previous_hash', type: 'text' })
  previousHash!: string;
  @Column({ type: 'text' })
  hash!: string;
}

/** Exactly one row, changed in the transaction that adds events. */
@Entity({ schema: 'audit', name: 'head' })
export class HeadRow {
  @PrimaryColumn({ name: 'only_row', type: 'boolean' })
  onlyRow!: boolean;
  @Column(bigint)
  sequence!: number;
  @Column({ type: 'text' })
  hash!: string;
  @Column(bigint)
  events!: number;
  @Column(bigint)
  decisions!: number;
  @Column({ name: 'stream_sequence', ...bigint })
  streamSequence!: number;
}

@Entity({ schema: 'audit', name: 'decision_cursor' })
export class DecisionCursorRow {
  @PrimaryColumn({ type: 'text' })
  replica!: string;
  @PrimaryColumn({ type: 'text' })
  epoch!: string;
  @Column({ name: 'last_sequence', ...bigint })
  last!: number;
}

/** Decisions that were missing when a later one was archived. */
@Entity({ schema: 'audit', name: 'noticed_gap' })
export class NoticedGapRow {
  @PrimaryColumn({ type: 'text' })
  replica!: string;
  @PrimaryColumn({ type: 'text' })
  epoch!: string;
  @PrimaryColumn({ name: 'from_sequence', ...bigint })
  from!: number;
  @Column({ name: 'to_sequence', ...bigint })
  to!: number;
  /** Head of the trail when it was noticed. */
  @Column({ name: 'noticed_at_event', ...bigint })
  noticedAtEvent!: number;
}
