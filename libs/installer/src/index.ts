export { Installer } from './application/installer';
export type { FetchLimits, InstallerParts } from './application/installer-parts';
export * from './application/ports';
export type { BuildFile, BuildRecipe } from './adapters/docker/build-recipe';
export { HttpFetcher, type HttpFetcherOptions } from './adapters/http/http-fetcher';
export { boundedText, type TextBounds } from './adapters/http/bounded-text';
export { InstallerConfig } from './installer-config';
export { installerModule, type EcosystemParts } from './installer.module';
