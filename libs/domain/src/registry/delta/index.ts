export * from './gained-capabilities';
export * from './version-step';
export * from './inheritance';
