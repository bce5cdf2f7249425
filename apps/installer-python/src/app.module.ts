import type { DynamicModule } from '@nestjs/common';
import { HttpFetcher, installerModule } from '@sallyport/installer';
import type { Bus } from '@sallyport/messaging';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PypiAttestations } from './adapters/simple-index/pypi-attestations';
import { pythonRecipe } from './adapters/docker/python-recipe';
import { defaultIndex, indexCredentials } from './adapters/uv/index-credentials';
import { IndexClient } from './adapters/index/index-client';
import { PypiHistories } from './adapters/index/pypi-histories';
import { uvIndexes } from './adapters/index/uv-indexes';
import { WheelManifests } from './adapters/index/wheel-manifests';
import { UvResolver } from './adapters/uv/uv-resolver';
import type { Config } from './config';

/** @param env what the resolver's own configuration is read from */
export function appModule(bus: Bus, config: Config, env: NodeJS.ProcessEnv): DynamicModule {
  const ca = config.SSL_CERT_FILE === undefined ? undefined : readFileSync(config.SSL_CERT_FILE);
  const uv = {
    ...{
      uvPath: config.UV_PATH,
      pythonPath: config.PYTHON_PATH,
      cacheDir: join(config.WORK_DIR, 'uv-cache'),
    },
    ...{ timeoutMs: config.RESOLVE_TIMEOUT_MS, env },
  };
  const client = new IndexClient({
    idleMs: config.FETCH_IDLE_MS,
    authorization: indexCredentials(env),
    ...(ca ? { ca } : {}),
  });
  return installerModule(bus, config, {
    ecosystem: 'pypi',
    resolver: new UvResolver(uv),
    histories: new PypiHistories(
      client,
      () => uvIndexes(uv),
      () => new Date(),
    ),
    manifests: (artifacts) => new WheelManifests(artifacts),
    fetcher: new HttpFetcher({
      ...{ idleMs: config.FETCH_IDLE_MS, retries: 2, authorization: indexCredentials(env) },
      ...(ca ? { ca } : {}),
    }),
    attestations: new PypiAttestations({
      ...{ index: defaultIndex(env), timeoutMs: config.ATTESTATION_TIMEOUT_MS },
      ...{ authorization: indexCredentials(env), ...(ca ? { ca } : {}) },
    }),
    recipe: pythonRecipe({ builderImage: config.BUILDER_IMAGE_PYPI, baseImage: config.BASE_IMAGE_PYPI }),
  });
}
