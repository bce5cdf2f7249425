export * from './decision-keys';
export * from './expect-decision';
export * from './sign-decision';
export * from './verify-decision';
