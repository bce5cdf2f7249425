export * from './state';
export * from './transitions';
export * from './change';
