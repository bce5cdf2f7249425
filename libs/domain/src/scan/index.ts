export * from './report';
export * from './admission';
export * from './observed-facts';
export * from './hook';
export * from './profile';
export * from './delta';
export * from './detonation';
