import type { Actor } from '@sallyport/domain';
import { ChangeAgent } from './agents/change-agent';
import { GetAgent } from './agents/get-agent';
import { ListAgents } from './agents/list-agents';
import { RegisterAgent } from './agents/register-agent';
import { CheckClosure } from './checks/check-closure';
import { CheckPackage } from './checks/check-package';
import { DecisionRecorder } from './checks/decision-recorder';
import { GovernanceStats } from './checks/governance-stats';
import { InProcessCounters } from './checks/in-process-counters';
import { ApprovePackages } from './packages/approve-packages';
import { BanPackage } from './packages/ban-package';
import { ListPackages } from './packages/list-packages';
import { RejectPackages } from './packages/reject-packages';
import { RequestPackages } from './packages/request-packages';
import { RevokePackages } from './packages/revoke-packages';
import { UnbanPackage } from './packages/unban-package';
import { FakeChangeOutbox } from './ports/change-outbox.fake';
import { FakeClock } from './ports/clock.fake';
import { FakeEventStream } from './ports/event-stream.fake';
import { FakeLog } from './ports/log.fake';
import { FakeRegistryStore } from './ports/registry-store.fake';
import { FakeReplicaLeases } from './ports/replica-leases.fake';
import { FakeResolver } from './ports/resolver.fake';
import { ChangeRelay } from './registry/change-relay';
import { CurrentView } from './registry/current-view';
import { RegistryWriter } from './registry/registry-writer';

export const rita: Actor = { kind: 'person', id: 'rita' };
export const npm = (name: string, version = '1.0.0') => ({ ecosystem: 'npm' as const, name, version });

/** Every use case, wired as in app.module.ts, on fakes; with an agent of each maturity, named by it. */
export async function fakeGovernance() {
  const [store, clock, log, stream, resolver] = [
    new FakeRegistryStore(),
    new FakeClock(),
    new FakeLog(),
    new FakeEventStream(),
    new FakeResolver(),
  ];
  const leases = new FakeReplicaLeases(clock);
  const current = new CurrentView(store, leases, clock, log, 'r1');
  const relay = new ChangeRelay(new FakeChangeOutbox(store.log), stream, clock, log);
  const recorder = new DecisionRecorder(stream, clock, log, { replica: 'r1', epoch: 'e1' });
  const counters = new InProcessCounters();
  const writer = new RegistryWriter(store, current, relay);
  await current.start();
  relay.start();
  const governance = {
    store,
    leases,
    clock,
    log,
    stream,
    resolver,
    current,
    recorder,
    counters,
    writer,
    checkPackage: new CheckPackage(current, recorder, counters),
    checkClosure: new CheckClosure(current, recorder, counters),
    stats: new GovernanceStats(current, recorder, counters),
    request: new RequestPackages(resolver, writer, clock),
    approve: new ApprovePackages(store, writer, clock),
    reject: new RejectPackages(store, writer, clock),
    revoke: new RevokePackages(store, writer, clock),
    ban: new BanPackage(writer, clock),
    unban: new UnbanPackage(writer, clock),
    list: new ListPackages(store),
    register: new RegisterAgent(writer, clock),
    change: new ChangeAgent(writer, clock),
    getAgent: new GetAgent(store),
    listAgents: new ListAgents(store),
  };
  for (const maturity of ['student', 'intern', 'supervised', 'autonomous']) {
    await governance.register.register({ actor: rita, agentId: maturity, maturity });
  }
  return governance;
}

export type FakeGovernance = Awaited<ReturnType<typeof fakeGovernance>>;

/** Exact versions as a request without closure. */
export function requestExactly(governance: FakeGovernance, ...requirements: string[]) {
  return governance.request.request({ actor: rita, ecosystem: 'npm', requirements, closure: false });
}

/** Reason code of the answer to a check of an npm package. */
export async function reasonFor(
  governance: FakeGovernance,
  agentId: string,
  name: string,
  version = '1.0.0',
): Promise<string> {
  return (await governance.checkPackage.answer({ agentId, ...npm(name, version) })).reasonCode;
}
