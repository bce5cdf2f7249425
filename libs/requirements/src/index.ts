export * from './model/discovery';
export { discover } from './discover/discover';
export { DEFAULT_LIMITS, type SkillLimits } from './skill/limits';
export { manifestKindOf } from './manifests';
