export { SallyportClient } from './sallyport-client';
export type { ConnectOptions, Execution, Skill } from './sallyport-client';
export type { CheckedPackage, CheckOptions, ClosureOptions, ClosurePackage } from './requests';
export { LocalDecisions, type LocalOptions } from './local/local-decisions';
export type { LocalClock } from './local/local-clock';
export type { ClientBus } from './client-bus';
export type { DiscoveredService } from '@sallyport/messaging';
export { followInstall, type FollowOptions } from './follow-install';
