export * from './archives';
export * from './shared-object';
