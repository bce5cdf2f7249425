export * from './hash-chain';
export * from './trail';
export * from './number-runs';
export * from './decision-cursor';
export * from './reconcile';
