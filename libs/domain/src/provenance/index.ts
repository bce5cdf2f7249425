export * from './identity';
export * from './outcome';
export * from './change';
export * from './pin';
export * from './release-facts';
