import type { DynamicModule } from '@nestjs/common';
import { ArtifactStore } from '@sallyport/artifact-store';
import { Detonator, DockerDetonator } from '@sallyport/detonation';
import { connectDocker } from '@sallyport/sandbox';
import { clockLibrary, expectHost, imageIds } from './adapters/host/expect-host';
import { DetonatorController } from './adapters/nats/detonator.controller';
import { DetonateArtifact } from './application/detonate-artifact';
import type { DetonatorConfig } from './config';

/** Nest wants a class. */
class DetonatorModule {}

export function detonatorModule(config: DetonatorConfig): DynamicModule {
  return {
    module: DetonatorModule,
    controllers: [DetonatorController],
    providers: [
      { provide: Detonator, useFactory: () => detonatorOf(config) },
      {
        provide: DetonateArtifact,
        inject: [Detonator],
        useFactory: (detonator: Detonator) =>
          new DetonateArtifact(
            detonator,
            new ArtifactStore(config.ARTIFACT_STORE_DIR),
            config.DETONATIONS_AT_ONCE,
          ),
      },
    ],
  };
}

/** On a machine that cannot do it the service does not start: nobody listening is told apart from an artifact that failed. */
async function detonatorOf(config: DetonatorConfig): Promise<Detonator> {
  await expectHost(config.PATH, process.getuid?.());
  const docker = connectDocker(config.DOCKER_HOST);
  return new DockerDetonator({
    docker,
    stackId: config.SALLYPORT_STACK_ID,
    images: await imageIds(docker, { npm: config.BASE_IMAGE_NPM, pypi: config.BASE_IMAGE_PYPI }),
    clockLibrary: await clockLibrary(config.CLOCK_LIBRARY),
    phaseMs: config.DETONATION_PHASE_MS,
  });
}
