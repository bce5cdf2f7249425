export * from './model/discovery';
export { discoverInProcess, type DiscoveryOptions } from './process/discover-in-process';
export { isLock } from './manifests';
export { requirementsRunOf } from './sarif/sarif';
export { DEFAULT_LIMITS, type SkillLimits } from './skill/limits';
