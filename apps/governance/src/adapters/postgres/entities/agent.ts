import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'governance', name: 'agent' })
export class AgentRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  maturity!: string;

  @Column('boolean', { default: false })
  suspended!: boolean;

  @Column('timestamptz', { name: 'registered_at' })
  registeredAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
