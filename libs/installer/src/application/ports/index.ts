export * from './announcements';
export * from './fetcher';
export * from './governance';
export * from './images';
export * from './installations';
export * from './jobs';
export * from './resolver';
export * from './scanner';
