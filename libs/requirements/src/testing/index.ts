export * from './skills';
export * from './score';
export { regexRequirements } from './regex-baseline';
