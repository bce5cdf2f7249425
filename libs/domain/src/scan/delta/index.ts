export * from './artifact-delta';
export * from './compare-profiles';
export * from './hook-changes';
export * from './like-artifact';
export * from './signs';
export * from './sketch';
