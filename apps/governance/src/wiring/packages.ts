import type { Provider, Type } from '@nestjs/common';
import { PackageController } from '../adapters/nats/package.controller';
import { MissingNames } from '../application/names/missing-names';
import { ApprovePackages } from '../application/packages/approve-packages';
import { BanPackage } from '../application/packages/ban-package';
import { ListPackages } from '../application/packages/list-packages';
import { RejectPackages } from '../application/packages/reject-packages';
import { RequestPackages } from '../application/packages/request-packages';
import { RevokePackages } from '../application/packages/revoke-packages';
import { UnbanPackage } from '../application/packages/unban-package';
import { Clock } from '../application/ports/clock';
import { RegistryStore } from '../application/ports/registry-store';
import { Resolver } from '../application/ports/resolver';
import { CurrentView } from '../application/registry/current-view';
import { RegistryWriter } from '../application/registry/registry-writer';
import { made } from './made';
import { REVIEW_CONTROLLERS, REVIEW_PROVIDERS } from './review';

export const PACKAGE_CONTROLLERS: Type[] = [PackageController, ...REVIEW_CONTROLLERS];

export const PACKAGE_PROVIDERS: Provider[] = [
  ...REVIEW_PROVIDERS,
  made(
    ApprovePackages,
    [RegistryStore, RegistryWriter, Clock, CurrentView],
    (store: RegistryStore, writer: RegistryWriter, clock: Clock, current: CurrentView) =>
      new ApprovePackages(store, writer, clock, current),
  ),
  ...[RejectPackages, RevokePackages].map((UseCase) =>
    made<object>(
      UseCase,
      [RegistryStore, RegistryWriter, Clock],
      (store: RegistryStore, writer: RegistryWriter, clock: Clock) => new UseCase(store, writer, clock),
    ),
  ),
  ...[BanPackage, UnbanPackage].map((UseCase) =>
    made<object>(
      UseCase,
      [RegistryWriter, Clock],
      (writer: RegistryWriter, clock: Clock) => new UseCase(writer, clock),
    ),
  ),
  made(ListPackages, [RegistryStore], (store: RegistryStore) => new ListPackages(store)),
  made(
    RequestPackages,
    [Resolver, RegistryWriter, Clock, MissingNames],
    (resolver: Resolver, writer: RegistryWriter, clock: Clock, names: MissingNames) =>
      new RequestPackages(resolver, writer, clock, names),
  ),
];
