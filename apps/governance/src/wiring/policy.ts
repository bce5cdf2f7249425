import type { Provider, Type } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { BusDecisionTrail } from '../adapters/nats/bus-decision-trail';
import { BusInstalledSkills } from '../adapters/nats/bus-installed-skills';
import { BusSupposedAdvisories } from '../adapters/nats/bus-supposed-advisories';
import { PolicyController } from '../adapters/nats/policy.controller';
import { ApplyInitialPolicy } from '../application/policy/apply-initial-policy';
import { ApplyPolicy } from '../application/policy/apply-policy';
import { GetPolicy } from '../application/policy/get-policy';
import { SimulatePolicy } from '../application/policy/simulate-policy';
import { Clock } from '../application/ports/clock';
import { DecisionTrail } from '../application/ports/decision-trail';
import { EventStream } from '../application/ports/event-stream';
import { InstalledSkills } from '../application/ports/installed-skills';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { SupposedAdvisories } from '../application/ports/supposed-advisories';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { Config } from '../config';
import { PolicyStart } from '../policy-start';
import { made } from './made';

export const POLICY_CONTROLLERS: Type[] = [PolicyController];

export const POLICY_PROVIDERS: Provider[] = [
  made(DecisionTrail, [Bus], (bus: Bus) => new BusDecisionTrail(bus)),
  made(SupposedAdvisories, [Bus], (bus: Bus) => new BusSupposedAdvisories(bus)),
  made(InstalledSkills, [Bus], (bus: Bus) => new BusInstalledSkills(bus)),
  made(
    ApplyPolicy,
    [RegistryWriter, CurrentView, EventStream, Clock, Log],
    (writer: RegistryWriter, current: CurrentView, stream: EventStream, clock: Clock, log: Log) =>
      new ApplyPolicy(writer, current, stream, clock, log),
  ),
  made(
    ApplyInitialPolicy,
    [RegistryWriter, Clock, Log, Config],
    (writer: RegistryWriter, clock: Clock, log: Log, { initialPolicy }: Config) =>
      new ApplyInitialPolicy(writer, clock, log, initialPolicy),
  ),
  made(GetPolicy, [RegistryStore], (store: RegistryStore) => new GetPolicy(store)),
  made(
    SimulatePolicy,
    [RegistryStore, CurrentView, DecisionTrail, SupposedAdvisories, InstalledSkills, Clock],
    (
      store: RegistryStore,
      current: CurrentView,
      trail: DecisionTrail,
      advisories: SupposedAdvisories,
      installed: InstalledSkills,
      clock: Clock,
    ) => new SimulatePolicy(store, current, trail, advisories, installed, clock),
  ),
  made(PolicyStart, [ApplyInitialPolicy], (initial: ApplyInitialPolicy) => new PolicyStart(initial)),
];
