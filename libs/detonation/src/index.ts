export * from './detonator';
export * from './docker-detonator';
export * from './testing/fake-detonator';
