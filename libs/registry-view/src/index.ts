export * from './registry-snapshot';
export * from './registry-view';
export * from './check';
export type { Refusal } from './closure/refusals';
export { closureUnder, Replay, type ReplayResult } from './replay';
export type { Supposition } from './replay-judge';
export { recordedCheck, type RecordedCheck } from './replay-records';
export { ShortestPaths } from './closure/shortest-paths';
