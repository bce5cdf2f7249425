// bench: a cold run in our sandbox against bare create, start, wait, remove of the same image
import { DEFAULT_LIMITS } from '@sallyport/domain';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';
import { connection, runBench } from './frame';

/** One round is the mean of a few runs: a single start of a container is too noisy to compare. */
const RUNS_A_ROUND = 3;

async function meanMs(once: () => Promise<void>): Promise<number> {
  const started = performance.now();
  for (let run = 0; run < RUNS_A_ROUND; run += 1) await once();
  return (performance.now() - started) / RUNS_A_ROUND;
}

async function main(): Promise<void> {
  const { dockerHost, images } = connection();
  const image = images['BASE_IMAGE_PYPI'] ?? '';
  const docker = connectDocker(dockerHost);
  const sandbox = new DockerSandbox(docker, { stackId: 'bench' });
  // Content ids, as for an installed skill.
  const { Id: imageId } = await docker.getImage(image).inspect();

  const sealed = async () => {
    const run = {
      imageId,
      ecosystem: 'pypi' as const,
      code: 'result = 1',
      inputs: null,
      limits: DEFAULT_LIMITS,
    };
    const { result, death } = await sandbox.run(run);
    if (result !== 1) throw new Error(`The sandbox did not answer: ${death}`);
  };
  const bare = async () => {
    const container = await docker.createContainer({
      ...{ Image: imageId, Entrypoint: ['python3', '-c', 'pass'], NetworkDisabled: true },
      HostConfig: { NetworkMode: 'none' },
    });
    await container.start();
    await container.wait();
    await container.remove({ force: true, v: true });
  };

  await runBench({
    name: 'execute',
    target: null,
    higherIsBetter: false,
    rounds: 7,
    ours: async () => ({ coldMs: await meanMs(sealed) }),
    baseline: async () => ({ coldMs: await meanMs(bare) }),
    ratio: (ours, baseline) => (ours['coldMs'] ?? NaN) / (baseline['coldMs'] ?? NaN),
    cleanUp: async () => void (await sandbox.sweep()),
  });
}

void main();
