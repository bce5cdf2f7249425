export * from './fact';
export * from './history';
export { firstPublished, predecessorOf, type Surroundings } from './timeline';
export * from './registry-facts';
export { mergeRegistryFacts, releaseOf } from './release-of';
export { registryFactsOf, unknownFacts } from './derive';
export { isOnForge, normalizeRepository } from './repository-url';
export { spdxOf } from './licence/spdx';
