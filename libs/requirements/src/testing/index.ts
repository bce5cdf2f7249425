// `discover` is not in the public door: it loads the native parsers, which belong into a process of their own.
export { discover } from '../discover/discover';
export * from './skills';
export * from './score';
export { regexRequirements } from './regex-baseline';
