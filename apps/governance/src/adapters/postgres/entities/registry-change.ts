import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance', name: 'registry_change' })
export class RegistryChangeRow {
  @PrimaryColumn('bigint')
  revision!: string;

  @Column('jsonb')
  parts!: unknown;

  @Column('timestamptz')
  at!: Date;
}
