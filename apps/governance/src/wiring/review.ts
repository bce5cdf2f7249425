import type { Provider, Type } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { BusArtifactComparer } from '../adapters/nats/bus-artifact-comparer';
import { ReviewController } from '../adapters/nats/review.controller';
import { StandingController } from '../adapters/nats/standing.controller';
import { GrantApproval } from '../application/approvals/grant-approval';
import { ListApprovals } from '../application/approvals/list-approvals';
import { RevokeApproval } from '../application/approvals/revoke-approval';
import { SecondApproval } from '../application/approvals/second-approval';
import { LiftBan } from '../application/bans/lift-ban';
import { ListBans } from '../application/bans/list-bans';
import { SetBan } from '../application/bans/set-ban';
import { GrantException } from '../application/exceptions/grant-exception';
import { ListExceptions } from '../application/exceptions/list-exceptions';
import { WithdrawException } from '../application/exceptions/withdraw-exception';
import { ApprovePackages } from '../application/packages/approve-packages';
import { BanPackage } from '../application/packages/ban-package';
import { RejectPackages } from '../application/packages/reject-packages';
import { RevokePackages } from '../application/packages/revoke-packages';
import { ArtifactComparer } from '../application/ports/artifact-comparer';
import { Clock } from '../application/ports/clock';
import { Log } from '../application/ports/log';
import { RegistryStore } from '../application/ports/registry-store';
import { UsageStore } from '../application/ports/usage-store';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { CommentRequest } from '../application/review/comment-request';
import { ExpireApprovals } from '../application/review/expire-approvals';
import { ExpirySweeper } from '../application/review/expiry-sweeper';
import { GetRequest } from '../application/review/get-request';
import { ListRequests } from '../application/review/list-requests';
import { ReviewMany } from '../application/review/review-many';
import { ReviewRuntime } from '../review-runtime';
import { made } from './made';

export const REVIEW_CONTROLLERS: Type[] = [ReviewController, StandingController];

const STANDING: Provider[] = [
  made(
    GrantApproval,
    [RegistryStore, RegistryWriter, Clock, CurrentView, ApprovePackages],
    (
      store: RegistryStore,
      writer: RegistryWriter,
      clock: Clock,
      current: CurrentView,
      exact: ApprovePackages,
    ) => new GrantApproval(store, writer, clock, current, exact),
  ),
  made(
    SecondApproval,
    [RegistryWriter, Clock, CurrentView],
    (writer: RegistryWriter, clock: Clock, current: CurrentView) =>
      new SecondApproval(writer, clock, current),
  ),
  made(
    SetBan,
    [RegistryStore, RegistryWriter, Clock, BanPackage],
    (store: RegistryStore, writer: RegistryWriter, clock: Clock, exact: BanPackage) =>
      new SetBan(store, writer, clock, exact),
  ),
  ...[RevokeApproval, LiftBan, GrantException, WithdrawException].map((UseCase) =>
    made<object>(
      UseCase,
      [RegistryWriter, Clock],
      (writer: RegistryWriter, clock: Clock) => new UseCase(writer, clock),
    ),
  ),
  ...[ListApprovals, ListBans].map((UseCase) =>
    made<object>(UseCase, [RegistryStore], (store: RegistryStore) => new UseCase(store)),
  ),
  made(
    ListExceptions,
    [RegistryStore, UsageStore, Clock],
    (store: RegistryStore, usage: UsageStore, clock: Clock) => new ListExceptions(store, usage, clock),
  ),
];

const QUEUE: Provider[] = [
  made(ArtifactComparer, [Bus], (bus: Bus) => new BusArtifactComparer(bus)),
  made(
    ListRequests,
    [RegistryStore, CurrentView],
    (store: RegistryStore, current: CurrentView) => new ListRequests(store, current),
  ),
  made(
    GetRequest,
    [RegistryStore, CurrentView, Clock, ArtifactComparer],
    (store: RegistryStore, current: CurrentView, clock: Clock, comparer: ArtifactComparer) =>
      new GetRequest(store, current, clock, comparer),
  ),
  made(
    CommentRequest,
    [RegistryStore, RegistryWriter, Clock],
    (store: RegistryStore, writer: RegistryWriter, clock: Clock) => new CommentRequest(store, writer, clock),
  ),
  made(
    ReviewMany,
    [ApprovePackages, RejectPackages, RevokePackages],
    (approve: ApprovePackages, reject: RejectPackages, revoke: RevokePackages) =>
      new ReviewMany(approve, reject, revoke),
  ),
];

const EXPIRY: Provider[] = [
  made(
    ExpireApprovals,
    [RegistryWriter, Clock, CurrentView],
    (writer: RegistryWriter, clock: Clock, current: CurrentView) =>
      new ExpireApprovals(writer, clock, current),
  ),
  made(
    ExpirySweeper,
    [ExpireApprovals, Clock, Log],
    (approvals: ExpireApprovals, clock: Clock, log: Log) => new ExpirySweeper(approvals, clock, log),
  ),
  made(ReviewRuntime, [ExpirySweeper], (sweeper: ExpirySweeper) => new ReviewRuntime(sweeper)),
];

export const REVIEW_PROVIDERS: Provider[] = [...STANDING, ...QUEUE, ...EXPIRY];
