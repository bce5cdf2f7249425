export * from './maturity';
export * from './agent';
export * from './skill';
export * from './administration';
export * from './behaviour';
