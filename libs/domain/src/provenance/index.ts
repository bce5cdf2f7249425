export * from './identity';
export * from './outcome';
