export * from './role';
export * from './actor';
