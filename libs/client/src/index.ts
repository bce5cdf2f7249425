export { SallyportClient } from './sallyport-client';
export type {
  CheckOptions,
  ClosureOptions,
  ClosurePackage,
  ConnectOptions,
  Execution,
  Skill,
} from './sallyport-client';
export type { ClientBus } from './client-bus';
export type { DiscoveredService } from '@sallyport/messaging';
export { followInstall, type FollowOptions } from './follow-install';
