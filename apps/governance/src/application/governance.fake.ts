import { DecisionRecorder } from '@sallyport/decision-log';
import type { Actor } from '@sallyport/domain';
import { AheadOfChecks } from '@sallyport/registry-view';
import { CountDecisions } from './agents/behaviour/count-decisions';
import { DecideProposal } from './agents/behaviour/decide-proposal';
import { ListProposals } from './agents/behaviour/list-proposals';
import { ProposeMaturity } from './agents/behaviour/propose-maturity';
import { ReportBehaviour } from './agents/behaviour/report-behaviour';
import { GrantApproval } from './approvals/grant-approval';
import { ListApprovals } from './approvals/list-approvals';
import { RevokeApproval } from './approvals/revoke-approval';
import { SecondApproval } from './approvals/second-approval';
import { LiftBan } from './bans/lift-ban';
import { ListBans } from './bans/list-bans';
import { SetBan } from './bans/set-ban';
import { ChangeAgent } from './agents/change-agent';
import { GetAgent } from './agents/get-agent';
import { GetAgentHistory } from './agents/get-agent-history';
import { ImportAgents } from './agents/import-agents';
import { ListAgents } from './agents/list-agents';
import { RegisterAgent } from './agents/register-agent';
import { ResumeAgent } from './agents/resume-agent';
import { SuspendAgent } from './agents/suspend-agent';
import { CheckClosure } from './checks/check-closure';
import { CheckPackage } from './checks/check-package';
import { GovernanceStats } from './checks/governance-stats';
import { InProcessCounters } from './checks/in-process-counters';
import { GrantException } from './exceptions/grant-exception';
import { ListExceptions } from './exceptions/list-exceptions';
import { WithdrawException } from './exceptions/withdraw-exception';
import { ApprovePackages } from './packages/approve-packages';
import { BanPackage } from './packages/ban-package';
import { ListPackages } from './packages/list-packages';
import { RejectPackages } from './packages/reject-packages';
import { MissingNames } from './names/missing-names';
import { ReportMissingName } from './names/report-missing-name';
import { RequestPackages } from './packages/request-packages';
import { RevokePackages } from './packages/revoke-packages';
import { UnbanPackage } from './packages/unban-package';
import { FakeArtifactComparer } from './ports/artifact-comparer.fake';
import { FakeChangeOutbox } from './ports/change-outbox.fake';
import { FakeClock } from './ports/clock.fake';
import { FakeDecisionSigner } from './ports/decision-signer.fake';
import { FakeEventStream } from './ports/event-stream.fake';
import { FakeLog } from './ports/log.fake';
import { FakeRegistryStore } from './ports/registry-store.fake';
import { FakeReplicaLeases } from './ports/replica-leases.fake';
import { FakeReplicaNotices } from './ports/replica-notices.fake';
import { FakeResolver } from './ports/resolver.fake';
import { FakeUsageStore } from './ports/usage-store.fake';
import { ChangeRelay } from './registry/change-relay';
import { CurrentView } from './registry/current-view';
import { RegistryWriter } from './registry/registry-writer';
import { CommentRequest } from './review/comment-request';
import { ExpireApprovals } from './review/expire-approvals';
import { GetRequest } from './review/get-request';
import { ListRequests } from './review/list-requests';
import { ReviewMany } from './review/review-many';

/** Reviews. */
export const rita: Actor = { kind: 'person', id: 'rita' };
/** Reviews too. */
export const bob: Actor = { kind: 'person', id: 'bob' };
/** Asks. */
export const sam: Actor = { kind: 'person', id: 'sam' };
export const npm = (name: string, version = '1.0.0') => ({ ecosystem: 'npm' as const, name, version });

/** Every use case, wired as in app.module.ts, on fakes; with an agent of each maturity, named by it. */
export async function fakeGovernance() {
  const clock = new FakeClock();
  const comparer = new FakeArtifactComparer();
  const [store, log, stream, resolver] = [
    new FakeRegistryStore(() => clock.now().getTime()),
    new FakeLog(),
    new FakeEventStream(),
    new FakeResolver(),
  ];
  const leases = new FakeReplicaLeases();
  const notices = new FakeReplicaNotices();
  const usage = new FakeUsageStore();
  const current = new CurrentView(store, leases, clock, log, 'r1', notices);
  notices.listen(current);
  const relay = new ChangeRelay(new FakeChangeOutbox(store.log), stream, clock, log);
  const recorder = new DecisionRecorder(stream, clock, log, { replica: 'r1', epoch: 'e1' });
  const counters = new InProcessCounters();
  const signer = new FakeDecisionSigner();
  const writer = new RegistryWriter(store, current, relay);
  const proposals = new ProposeMaturity(store, usage, current, writer, clock);
  const approve = new ApprovePackages(store, writer, clock, current);
  const reject = new RejectPackages(store, writer, clock);
  const revoke = new RevokePackages(store, writer, clock);
  const ban = new BanPackage(writer, clock);
  await current.start();
  relay.start();
  const governance = {
    store,
    usage,
    leases,
    clock,
    log,
    stream,
    resolver,
    current,
    comparer,
    recorder,
    counters,
    signer,
    writer,
    checkPackage: new CheckPackage(current, recorder, counters, signer),
    checkClosure: new CheckClosure(current, recorder, counters, signer),
    stats: new GovernanceStats(
      current,
      recorder,
      counters,
      new AheadOfChecks(
        current.view,
        clock,
        () => current.now(),
        () => undefined,
      ),
    ),
    request: new RequestPackages(
      resolver,
      writer,
      clock,
      new MissingNames(new ReportMissingName(writer, clock), log),
    ),
    approve,
    reject,
    revoke,
    ban,
    unban: new UnbanPackage(writer, clock),
    list: new ListPackages(store),
    approvals: {
      grant: new GrantApproval(store, writer, clock, current, approve),
      second: new SecondApproval(writer, clock, current),
      revoke: new RevokeApproval(writer, clock),
      list: new ListApprovals(store),
    },
    bans: {
      set: new SetBan(store, writer, clock, ban),
      lift: new LiftBan(writer, clock),
      list: new ListBans(store),
    },
    exceptions: {
      grant: new GrantException(writer, clock),
      withdraw: new WithdrawException(writer, clock),
      list: new ListExceptions(store, usage, clock),
    },
    review: {
      list: new ListRequests(store, current),
      get: new GetRequest(store, current, clock, comparer),
      comment: new CommentRequest(store, writer, clock),
      many: new ReviewMany(approve, reject, revoke),
      expire: new ExpireApprovals(writer, clock, current),
    },
    register: new RegisterAgent(writer, clock),
    change: new ChangeAgent(writer, clock),
    getAgent: new GetAgent(store),
    listAgents: new ListAgents(store),
    suspend: new SuspendAgent(writer, clock),
    resume: new ResumeAgent(writer, clock),
    importAgents: new ImportAgents(writer, clock),
    agentHistory: new GetAgentHistory(store),
    reportBehaviour: new ReportBehaviour(usage, proposals, clock),
    countDecisions: new CountDecisions(usage, current, proposals),
    listProposals: new ListProposals(store),
    decideProposal: new DecideProposal(store, writer, clock),
  };
  for (const maturity of ['student', 'intern', 'supervised', 'autonomous']) {
    await governance.register.register({ actor: rita, agentId: maturity, maturity });
  }
  return governance;
}

export type FakeGovernance = Awaited<ReturnType<typeof fakeGovernance>>;

/** Exact versions as a request without closure, by somebody who does not review. */
export function requestExactly(governance: FakeGovernance, ...requirements: string[]) {
  return governance.request.request({ actor: sam, ecosystem: 'npm', requirements, closure: false });
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
