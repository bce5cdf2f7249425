import { DomainError } from '@sallyport/domain';
import { engineError } from '@sallyport/sandbox';
import type Dockerode from 'dockerode';
import type { Pack } from 'tar-stream';
import { BUILD_UID } from './build-context';
import { buildFailure, KEPT_LINES } from './build-outcome';
import { SKILL_FOLDER, WORK_FOLDER } from './build-recipe';
import { asked } from './engine';

export interface BuildPlan {
  /** Content ids: a tag could move between our look at it and the build. */
  builderId: string;
  baseId: string;
  tool: string;
  install: readonly string[];
  /** Of the image that comes out. */
  labels: Readonly<Record<string, string>>;
  /** Name and tag that the image gets. */
  name: string;
  /** Marks the containers, so that left-overs are found. */
  containerLabels: Readonly<Record<string, string>>;
  limits: BuildLimits;
}

export interface BuildLimits {
  /** Milliseconds of one build. */
  buildMs: number;
  /** Bytes. */
  memoryBytes: number;
}

/** Who runs skills; the sandbox says it again for every run. */
const SANDBOX_USER = '10001:10001';
/** The installers unpack and compile with a few threads for each core. */
const PIDS = 512;

/**
 * Installs in a container of the base image and keeps what it wrote as one layer on top: the installer comes in
 * as a read-only volume and the artifacts in another, so neither is in the image. The container has no network,
 * no capabilities and no root, and can write nowhere in the image but to the skill's folder.
 * @param context makes the tar stream of everything that is laid out
 * @returns content id of the image
 */
export async function sealedBuild(docker: Dockerode, plan: BuildPlan, context: () => Pack): Promise<string> {
  const clock = AbortSignal.timeout(plan.limits.buildMs);
  const containers: Dockerode.Container[] = [];
  try {
    const toolbox = await asked(docker.createContainer(toolboxOptions(plan)));
    containers.push(toolbox);
    const container = await asked(docker.createContainer(containerOptions(plan, toolbox.id)));
    containers.push(container);
    await layOut(container, context(), clock);
    await install(container, clock, plan.limits.buildMs);
    return await commit(container, plan);
  } finally {
    // Newest first: it uses the other's volume. What cannot be removed now is found by its label.
    for (const container of containers.reverse()) {
      await asked(container.remove({ force: true, v: true })).catch(() => undefined);
    }
  }
}

/** Never started: the engine copies the tool's folder into a fresh volume when the container is made. */
function toolboxOptions({ builderId, tool, containerLabels }: BuildPlan): Dockerode.ContainerCreateOptions {
  const never = { Entrypoint: [], Cmd: ['false'], NetworkDisabled: true };
  return { ...never, Image: builderId, Volumes: { [tool]: {} }, Labels: { ...containerLabels } };
}

function containerOptions(plan: BuildPlan, toolboxId: string): Dockerode.ContainerCreateOptions {
  return {
    Image: plan.baseId,
    Entrypoint: [...plan.install],
    Cmd: [],
    User: `${BUILD_UID}:${BUILD_UID}`,
    WorkingDir: WORK_FOLDER,
    Labels: { ...plan.containerLabels },
    NetworkDisabled: true,
    // One stream of plain text, which can be cut anywhere.
    Tty: true,
    HostConfig: {
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Mounts: [{ Type: 'volume', Target: WORK_FOLDER, Source: '' }],
      VolumesFrom: [`${toolboxId}:ro`],
      // Elsewhere everyone may write to these; what lands here does not land in the image.
      Tmpfs: { '/tmp': 'mode=1777', '/var/tmp': 'mode=1777', '/run': 'mode=755' },
      Memory: plan.limits.memoryBytes,
      MemorySwap: plan.limits.memoryBytes,
      PidsLimit: PIDS,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    },
  };
}

async function layOut(container: Dockerode.Container, context: Pack, clock: AbortSignal): Promise<void> {
  const broken = new AbortController();
  let cause: unknown;
  // The engine would wait for the rest of a context that broke; and it must not start on half of one.
  context.on('error', (error) => {
    cause = error;
    broken.abort();
  });
  try {
    const abortSignal = AbortSignal.any([broken.signal, clock]);
    await container.putArchive(context as unknown as NodeJS.ReadableStream, { path: '/', abortSignal });
  } catch (error) {
    throw engineError(cause ?? error);
  } finally {
    context.destroy();
  }
  if (cause !== undefined) throw engineError(cause);
}

async function install(container: Dockerode.Container, clock: AbortSignal, buildMs: number): Promise<void> {
  await asked(container.start());
  const ended = (await container.wait({ abortSignal: clock }).catch((cause: unknown) => {
    if (!clock.aborted) throw engineError(cause);
    throw new DomainError('build-failed', `The build did not end within ${buildMs} ms`);
  })) as { StatusCode: number };
  if (ended.StatusCode === 0) return;
  const [{ State }, output] = await Promise.all([
    asked(container.inspect()),
    asked(container.logs({ stdout: true, stderr: true, tail: KEPT_LINES })),
  ]);
  throw buildFailure({
    exitCode: ended.StatusCode,
    outOfMemory: State.OOMKilled,
    output: output.toString('utf8'),
  });
}

async function commit(container: Dockerode.Container, { name, labels }: BuildPlan): Promise<string> {
  const [repo, tag] = name.split(':');
  const labelled = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const changes = [
    `LABEL ${labelled.join(' ')}`,
    `USER ${SANDBOX_USER}`,
    `WORKDIR ${SKILL_FOLDER}`,
    'ENTRYPOINT []',
    // Started in any other way than by the sandbox, which says what to run, it does nothing.
    'CMD ["false"]',
  ].join('\n');
  // A big layer is read and written once more by the engine: minutes on a slow disk, so no short limit here.
  const committed = (await container
    .commit({ _query: { container: container.id, repo, tag, pause: 'false', changes }, _body: {} })
    .catch((cause: unknown) => {
      throw engineError(cause);
    })) as { Id: string };
  return committed.Id;
}
