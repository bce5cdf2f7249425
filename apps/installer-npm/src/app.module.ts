import type { DynamicModule } from '@nestjs/common';
import { installerModule } from '@sallyport/installer';
import type { Bus } from '@sallyport/messaging';
import { join } from 'node:path';
import { ArboristResolver } from './adapters/arborist/arborist-resolver';
import { PacoteFetcher } from './adapters/arborist/pacote-fetcher';
import { NpmAttestations } from './adapters/arborist/npm-attestations';
import { npmRecipe } from './adapters/docker/npm-recipe';
import { NpmHistories } from './adapters/registry/npm-histories';
import { TarballManifests } from './adapters/registry/tarball-manifests';
import type { Config } from './config';

/** @param env what the resolver's own configuration is read from */
export function appModule(bus: Bus, config: Config, env: NodeJS.ProcessEnv): DynamicModule {
  const npm = { cacheDir: join(config.WORK_DIR, 'npm-cache'), env };
  return installerModule(bus, config, {
    ecosystem: 'npm',
    resolver: new ArboristResolver({ ...npm, timeoutMs: config.RESOLVE_TIMEOUT_MS }),
    fetcher: new PacoteFetcher(npm),
    attestations: new NpmAttestations({ ...npm, timeoutMs: config.ATTESTATION_TIMEOUT_MS }),
    histories: new NpmHistories({ ...npm, timeoutMs: config.REGISTRY_FACTS_TIMEOUT_MS }),
    manifests: (artifacts) => new TarballManifests(artifacts),
    recipe: npmRecipe({ builderImage: config.BUILDER_IMAGE_NPM, baseImage: config.BASE_IMAGE_NPM }),
  });
}
