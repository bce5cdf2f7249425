import type { RegistryChange, Revision } from '@sallyport/domain';
import { whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { ChangeOutbox } from '../../application/ports/change-outbox';
import { RegistryChangeRow } from './entities/registry-change';
import { RegistryCounterRow } from './entities/registry-counter';
import { toChange } from './stored-rows';

export class PostgresChangeOutbox extends ChangeOutbox {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async registryId(): Promise<string> {
    const counter = await whileAvailable(() =>
      this.dataSource.manager.findOneByOrFail(RegistryCounterRow, { singleton: true }),
    );
    return counter.registryId;
  }

  async unpublished(limit: number): Promise<RegistryChange[]> {
    const rows = await whileAvailable(() =>
      this.dataSource.manager
        .createQueryBuilder(RegistryChangeRow, 'change')
        .where('change.revision > (select published from governance.change_relay)')
        .orderBy('change.revision', 'ASC')
        .limit(limit)
        .getMany(),
    );
    return rows.map(toChange);
  }

  async markPublished(revision: Revision): Promise<void> {
    await whileAvailable(() =>
      this.dataSource.query('update governance.change_relay set published = $1 where published < $1', [
        revision,
      ]),
    );
  }
}
