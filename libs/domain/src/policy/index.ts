export * from './reason-code';
export * from './facts';
export * from './decision';
export type { Rule } from './rule';
export { RULES } from './rules';
export * from './decide';
export * from './decide.cases';
