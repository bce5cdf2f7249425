import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { ArtifactStore } from '@sallyport/artifact-store';
import type { Ecosystem } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';
import type Dockerode from 'dockerode';
import type { BuildRecipe } from './adapters/docker/build-recipe';
import { DockerImages } from './adapters/docker/docker-images';
import { LeftoverSweeper } from './adapters/docker/leftover-sweeper';
import { BusAnnouncements } from './adapters/nats/bus-announcements';
import { BusGovernance } from './adapters/nats/bus-governance';
import { BusScanner } from './adapters/nats/bus-scanner';
import { InstallWorker } from './adapters/nats/install-worker';
import { KvInstallations } from './adapters/nats/kv-installations';
import { KvJobs } from './adapters/nats/kv-jobs';
import { Installer } from './application/installer';
import { KnownRevision } from './application/known-revision';
import type { Fetcher, Resolver } from './application/ports';
import type { InstallerConfig } from './installer-config';

/** What the two installers do not share. */
export interface EcosystemParts {
  ecosystem: Ecosystem;
  resolver: Resolver;
  fetcher: Fetcher;
  recipe: BuildRecipe;
}

/** Wires one ecosystem's installer: its use cases, its worker, and the app's own controller. */
export function installerModule(
  bus: Bus,
  config: InstallerConfig,
  { controller, ...parts }: EcosystemParts & { controller: Type },
): DynamicModule {
  // Connects with the first question: an engine that is down now must not keep the service from starting.
  const docker = connectDocker(config.DOCKER_HOST);
  const runtime = config.SANDBOX_RUNTIME;
  const sandbox = new DockerSandbox(docker, {
    stackId: config.SALLYPORT_STACK_ID,
    ...(runtime === undefined ? {} : { runtime }),
  });
  const installer = createInstaller(bus, config, { ...parts, docker, sandbox });
  const worker = new InstallWorker(bus, installer, {
    ecosystem: parts.ecosystem,
    concurrency: config.INSTALL_CONCURRENCY,
  });
  const providers: Provider[] = [
    { provide: Installer, useValue: installer },
    { provide: InstallWorker, useValue: worker },
    { provide: LeftoverSweeper, useValue: new LeftoverSweeper(sandbox) },
  ];
  return { module: class InstallerModule {}, controllers: [controller], providers };
}

function createInstaller(
  bus: Bus,
  config: InstallerConfig,
  parts: EcosystemParts & { docker: Dockerode; sandbox: DockerSandbox },
): Installer {
  const { ecosystem, resolver, fetcher, recipe, docker, sandbox } = parts;
  const stackId = config.SALLYPORT_STACK_ID;
  const artifacts = new ArtifactStore(config.ARTIFACT_STORE_DIR);
  const limits = { buildMs: config.BUILD_TIMEOUT_MS, memoryBytes: config.BUILD_MEMORY_BYTES };
  return new Installer({
    ...{ ecosystem, resolver, fetcher, artifacts },
    scanner: new BusScanner(bus),
    governance: new BusGovernance(bus, ecosystem),
    images: new DockerImages(docker, artifacts, { ecosystem, stackId, recipe, limits }),
    sandbox,
    installations: new KvInstallations(bus, ecosystem),
    jobs: new KvJobs(bus, ecosystem),
    announcements: new BusAnnouncements(bus),
    revision: new KnownRevision(),
    fetchLimits: {
      artifactBytes: config.MAX_ARTIFACT_BYTES,
      closureBytes: config.MAX_CLOSURE_BYTES,
      parallel: config.FETCH_PARALLEL,
    },
    now: () => new Date().toISOString(),
  });
}
