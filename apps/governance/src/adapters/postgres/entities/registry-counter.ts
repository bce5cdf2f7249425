import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: its lock is what puts all acts in one order. */
@Entity({ schema: 'governance', name: 'registry_counter' })
export class RegistryCounterRow {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('text', { name: 'registry_id' })
  registryId!: string;

  @Column('bigint')
  revision!: string;

  @Column('text', { name: 'lease_store', default: '' })
  leaseStore!: string;

  @Column('bigint', { name: 'lease_generation', default: 0 })
  leaseGeneration!: string;
}
