export * from './sandbox';
export * from './docker-sandbox';
export * from './connect-docker';
export * from './engine-error';
export * from './withheld';
export * from './testing/fake-sandbox';
