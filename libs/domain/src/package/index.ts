export * from './ecosystem';
export * from './name';
export * from './version';
export * from './package-id';
export * from './purl';
export * from './requirement';
export * from './exact-version';
