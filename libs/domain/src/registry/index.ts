export * from './grant';
export * from './standing';
export * from './state';
export * from './transitions';
export * from './standing-transitions';
export * from './change';
export * from './review';
export * from './delta';
