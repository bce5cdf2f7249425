import type { BeforeApplicationShutdown, OnApplicationBootstrap, Provider } from '@nestjs/common';
import { Clock } from '../application/ports/clock';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { CurrentView } from '../application/registry/current-view';
import { SnapshotKeeper } from '../application/registry/snapshot-keeper';
import { made } from './made';

/** Packs what is loaded; a round that is under way when the service stops ends before the database is let go. */
class SnapshotRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly keeper: SnapshotKeeper) {}

  onApplicationBootstrap(): void {
    this.keeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.keeper.stop();
  }
}

export const SNAPSHOT_PROVIDERS: Provider[] = [
  made(
    SnapshotKeeper,
    [RegistryStore, CurrentView, Clock, Log],
    (store: RegistryStore, current: CurrentView, clock: Clock, log: Log) =>
      new SnapshotKeeper(store, current, clock, log),
  ),
  made(SnapshotRuntime, [SnapshotKeeper], (keeper: SnapshotKeeper) => new SnapshotRuntime(keeper)),
];
