export * from './digest';
export * from './lock';
export * from './closure';
export * from './canonical-json';
export * from './lock-digest';
