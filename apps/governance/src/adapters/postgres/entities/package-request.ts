import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance', name: 'package_request' })
export class PackageRequestRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  ecosystem!: string;

  @Column('jsonb')
  requirements!: unknown;

  @Column('jsonb', { nullable: true })
  lock!: unknown;

  @Column('jsonb')
  packages!: unknown;

  @Column('jsonb')
  actor!: unknown;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz')
  at!: Date;

  /** null: not scanned yet. */
  @Column('jsonb', { nullable: true })
  scan!: unknown;
}
