import { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DecisionRecorder } from '@sallyport/decision-log';
import { NoticeListener } from './adapters/nats/notice-listener';
import { CountRecorded } from './application/agents/behaviour/count-recorded';
import { DecisionCounters } from './application/ports/decision-counters';
import { ChangeRelay } from './application/registry/change-relay';
import { CurrentView } from './application/registry/current-view';

/** What runs beside the endpoints, in the order of need; before it is up no request is taken. */
export class GovernanceRuntime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly current: CurrentView,
    private readonly listener: NoticeListener,
    private readonly relay: ChangeRelay,
    private readonly recorder: DecisionRecorder,
    private readonly counters: DecisionCounters,
    private readonly counting: CountRecorded,
  ) {}

  async onModuleInit(): Promise<void> {
    // Listening first: a change between the snapshot and the subscription would wait for the next renewal.
    this.listener.start();
    await this.current.start();
    this.relay.start();
    this.counting.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.listener.stop();
    await Promise.all([this.recorder.close(), this.counters.close(), this.relay.stop()]);
    // After the recorder: what it brought to the stream at the end is counted too.
    await this.counting.stop();
    await this.current.stop();
    await this.dataSource.destroy();
  }
}
