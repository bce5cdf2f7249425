export * from './trace';
export * from './behaviour-contract';
export * from './judge-trace';
export * from './lasting-places';
export * from './looks';
export * from './rules';
export type * from './rule';
