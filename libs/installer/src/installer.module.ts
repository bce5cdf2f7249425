import type { DynamicModule, Provider } from '@nestjs/common';
import { ArtifactStore } from '@sallyport/artifact-store';
import type { Ecosystem } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';
import type { BuildRecipe } from './adapters/docker/build-recipe';
import { DockerImages } from './adapters/docker/docker-images';
import { LeftoverSweeper } from './adapters/docker/leftover-sweeper';
import { BusAnnouncements } from './adapters/nats/bus-announcements';
import { BusGovernance } from './adapters/nats/bus-governance';
import { BusScanner } from './adapters/nats/bus-scanner';
import { installerController } from './adapters/nats/installer.controller';
import { InstallWorker } from './adapters/nats/install-worker';
import { KvInstallations } from './adapters/nats/kv-installations';
import { KvJobs } from './adapters/nats/kv-jobs';
import { Installer } from './application/installer';
import { KnownRevision } from './application/known-revision';
import type { Attestations, Fetcher, Manifests, PackageHistories, Resolver } from './application/ports';
import { trustRootOf, type InstallerConfig } from './installer-config';

/** What the two installers do not share. */
export interface EcosystemParts {
  ecosystem: Ecosystem;
  resolver: Resolver;
  fetcher: Fetcher;
  attestations: Attestations;
  histories: PackageHistories;
  manifests: (artifacts: ArtifactStore) => Manifests;
  recipe: BuildRecipe;
}

/** A download is given up long before; what was not written to for so long is nobody's. */
const UNFINISHED_AFTER_MS = 24 * 60 * 60_000;

/** Wires one ecosystem's installer: its use cases, its worker and its controller. */
export function installerModule(bus: Bus, config: InstallerConfig, parts: EcosystemParts): DynamicModule {
  const { ecosystem, recipe } = parts;
  const stackId = config.SALLYPORT_STACK_ID;
  const artifacts = new ArtifactStore(config.ARTIFACT_STORE_DIR);
  // Connects with the first question: an engine that is down now must not keep the service from starting.
  const docker = connectDocker(config.DOCKER_HOST);
  const limits = { buildMs: config.BUILD_TIMEOUT_MS, memoryBytes: config.BUILD_MEMORY_BYTES };
  const images = new DockerImages(docker, artifacts, { ecosystem, stackId, recipe, limits });
  const runtime = config.SANDBOX_RUNTIME;
  const sandbox = new DockerSandbox(docker, { stackId, ...(runtime === undefined ? {} : { runtime }) });

  const installer = new Installer({
    ...parts,
    ...{ artifacts, images, sandbox, manifests: parts.manifests(artifacts) },
    scanner: new BusScanner(bus),
    governance: new BusGovernance(bus, ecosystem),
    installations: new KvInstallations(bus, ecosystem),
    jobs: new KvJobs(bus, ecosystem),
    announcements: new BusAnnouncements(bus),
    trustRoot: trustRootOf(config),
    decisionKeys: config.DECISION_PUBLIC_KEYS_FILE,
    revision: new KnownRevision(),
    fetchLimits: {
      artifactBytes: config.MAX_ARTIFACT_BYTES,
      closureBytes: config.MAX_CLOSURE_BYTES,
      parallel: config.FETCH_PARALLEL,
    },
    factLimits: { timeoutMs: config.REGISTRY_FACTS_TIMEOUT_MS, parallel: config.FETCH_PARALLEL },
    now: () => new Date().toISOString(),
  });
  const worker = new InstallWorker(bus, installer, { ecosystem, concurrency: config.INSTALL_CONCURRENCY });
  const sweeper = new LeftoverSweeper([
    { what: 'unfinished artifacts', sweep: (now) => artifacts.sweep(now - UNFINISHED_AFTER_MS) },
    { what: 'build containers', sweep: (now) => images.sweep(now) },
    { what: 'sandboxes', sweep: (now) => sandbox.sweep(now) },
  ]);
  const providers: Provider[] = [
    { provide: Installer, useValue: installer },
    { provide: InstallWorker, useValue: worker },
    { provide: LeftoverSweeper, useValue: sweeper },
  ];
  return { module: class InstallerModule {}, controllers: [installerController(ecosystem)], providers };
}
