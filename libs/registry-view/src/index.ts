export * from './registry-view';
export * from './check';
