export * from './agents';
export * from './checks';
export * from './exceptions';
export * from './facts';
export * from './packages';
export * from './policy';
export * from './review';
export * from './standing';
export { PackageRef, WriteReceipt } from './write';
