export * from './sandbox';
export * from './docker-sandbox';
export * from './connect-docker';
export * from './engine-error';
export { asked } from './asked';
export { HOST_PROFILE } from './profile';
export * from './withheld';
export * from './testing/fake-sandbox';
