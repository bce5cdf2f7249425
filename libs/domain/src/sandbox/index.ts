export * from './limits';
export * from './execution';
