export * from './detonator';
export * from './docker-detonator';
