export * from './gained-capabilities';
export * from './version-step';
export * from './inheritance';
export * from './version-delta';
