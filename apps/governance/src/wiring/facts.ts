import type { Provider, Type } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { SignedWebhookSender } from '../adapters/http/signed-webhook-sender';
import { BusInspector } from '../adapters/nats/bus-inspector';
import { BusInstalledSkills } from '../adapters/nats/bus-installed-skills';
import { BusVersionAdvisories } from '../adapters/nats/bus-version-advisories';
import { FactsController } from '../adapters/nats/facts.controller';
import { NameController } from '../adapters/nats/name.controller';
import { WebhookListener } from '../adapters/nats/webhook-listener';
import { FactsWriter } from '../application/facts/facts-writer';
import { GetFacts } from '../application/facts/get-facts';
import { RecordRelease } from '../application/facts/record-release';
import { RecordScan } from '../application/facts/record-scan';
import { Reevaluate } from '../application/facts/reevaluate';
import { RescanOutdated } from '../application/facts/rescan-outdated';
import { ScanRequests } from '../application/facts/scan-requests';
import { Subjects } from '../application/facts/subjects';
import { WatchPolicy } from '../application/facts/watch-policy';
import { ClearName } from '../application/names/clear-name';
import { ListNames } from '../application/names/list-names';
import { MissingNames } from '../application/names/missing-names';
import { ReportMissingName } from '../application/names/report-missing-name';
import { WatchNames } from '../application/names/watch-names';
import { Clock } from '../application/ports/clock';
import { EventStream } from '../application/ports/event-stream';
import { Inspector } from '../application/ports/inspector';
import { InstalledSkills } from '../application/ports/installed-skills';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { Resolver } from '../application/ports/resolver';
import { VersionAdvisories } from '../application/ports/version-advisories';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { WebhookSender } from '../application/ports/webhook-sender';
import { DeliverWebhooks } from '../application/webhooks/deliver-webhooks';
import { Config } from '../config';
import { FactsRuntime } from '../facts-runtime';
import { made } from './made';

export const FACTS_CONTROLLERS: Type[] = [FactsController, NameController];

const FACTS_PORTS: Provider[] = [
  made(Inspector, [Bus], (bus: Bus) => new BusInspector(bus)),
  made(VersionAdvisories, [Bus], (bus: Bus) => new BusVersionAdvisories(bus)),
  made(InstalledSkills, [Bus], (bus: Bus) => new BusInstalledSkills(bus)),
];

const NAMES: Provider[] = [
  ...[ReportMissingName, ClearName].map((UseCase) =>
    made<object>(
      UseCase,
      [RegistryWriter, Clock],
      (writer: RegistryWriter, clock: Clock) => new UseCase(writer, clock),
    ),
  ),
  made(
    MissingNames,
    [ReportMissingName, Log],
    (report: ReportMissingName, log: Log) => new MissingNames(report, log),
  ),
  made(ListNames, [RegistryStore], (store: RegistryStore) => new ListNames(store)),
  made(
    WatchNames,
    [Resolver, RegistryWriter, CurrentView, EventStream, Clock, Log],
    (...parts: ConstructorParameters<typeof WatchNames>) => new WatchNames(...parts),
  ),
];

const WEBHOOKS: Provider[] = [
  { provide: WebhookSender, useFactory: () => new SignedWebhookSender() },
  made(
    DeliverWebhooks,
    [Config, WebhookSender, Log],
    ({ webhooks = [] }: Config, sender: WebhookSender, log: Log) =>
      new DeliverWebhooks(webhooks, sender, log),
  ),
  made(
    WebhookListener,
    [Bus, DeliverWebhooks],
    (bus: Bus, webhooks: DeliverWebhooks) => new WebhookListener(bus, webhooks),
  ),
];

export const FACTS_PROVIDERS: Provider[] = [
  ...FACTS_PORTS,
  ...NAMES,
  ...WEBHOOKS,
  made(
    FactsWriter,
    [RegistryWriter, CurrentView, EventStream, Clock, Log],
    (...parts: ConstructorParameters<typeof FactsWriter>) => new FactsWriter(...parts),
  ),
  made(
    Subjects,
    [RegistryStore, CurrentView],
    (...parts: ConstructorParameters<typeof Subjects>) => new Subjects(...parts),
  ),
  made(
    RecordScan,
    [FactsWriter, RegistryWriter, CurrentView, EventStream, Clock],
    (...parts: ConstructorParameters<typeof RecordScan>) => new RecordScan(...parts),
  ),
  made(
    RecordRelease,
    [FactsWriter, CurrentView],
    (...parts: ConstructorParameters<typeof RecordRelease>) => new RecordRelease(...parts),
  ),
  made(GetFacts, [CurrentView], (current: CurrentView) => new GetFacts(current)),
  made(
    Reevaluate,
    [
      ...[Subjects, VersionAdvisories, InstalledSkills, FactsWriter, RegistryWriter],
      ...[CurrentView, EventStream, Clock, Log],
    ],
    (...parts: ConstructorParameters<typeof Reevaluate>) => new Reevaluate(...parts),
  ),
  made(
    ScanRequests,
    [RegistryStore, Inspector, Clock, Log],
    (...parts: ConstructorParameters<typeof ScanRequests>) => new ScanRequests(...parts),
  ),
  made(
    WatchPolicy,
    [RegistryStore, Subjects, InstalledSkills, CurrentView, EventStream, Clock, Log],
    (...parts: ConstructorParameters<typeof WatchPolicy>) => new WatchPolicy(...parts),
  ),
  made(
    RescanOutdated,
    [RegistryStore, Inspector, CurrentView, EventStream, Clock, Log],
    (...parts: ConstructorParameters<typeof RescanOutdated>) => new RescanOutdated(...parts),
  ),
  made(
    FactsRuntime,
    [Bus, Clock, Log, RecordScan, Reevaluate, ScanRequests, WatchPolicy, RescanOutdated, WatchNames],
    (
      bus: Bus,
      clock: Clock,
      log: Log,
      recordScan: RecordScan,
      reevaluate: Reevaluate,
      scanRequests: ScanRequests,
      watchPolicy: WatchPolicy,
      rescanOutdated: RescanOutdated,
      watchNames: WatchNames,
    ) =>
      new FactsRuntime(bus, clock, log, {
        ...{ recordScan, reevaluate, scanRequests, watchPolicy, rescanOutdated, watchNames },
      }),
  ),
];
