import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance', name: 'package_entry' })
export class PackageEntryRow {
  @PrimaryColumn('text')
  ecosystem!: string;

  @PrimaryColumn('text')
  name!: string;

  @PrimaryColumn('text')
  version!: string;

  @Column('text')
  approval!: string;

  @Column('text', { name: 'min_maturity', nullable: true })
  minMaturity!: string | null;

  @Column('text', { name: 'ban_reason', nullable: true })
  banReason!: string | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  changedBy!: string;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('jsonb', { name: 'approval_grant', nullable: true })
  grant!: unknown;

  @Column('jsonb', { name: 'first_review', nullable: true })
  firstReview!: unknown;

  @Column('text', { name: 'requested_by', nullable: true })
  requestedBy!: string | null;
}
