export * from './report';
export * from './admission';
export * from './observed-facts';
export * from './detonation';
