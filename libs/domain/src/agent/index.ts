export * from './maturity';
export * from './agent';
export * from './skill';
