export * from './bearer';
export * from './judge-cluster';
export * from './rules';
