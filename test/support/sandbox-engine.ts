import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { pack } from 'tar-stream';
import { DEFAULT_LIMITS, type Ecosystem, type ExecutionResult, type Limits } from '@sallyport/domain';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';

/** The real engine, with a sandbox whose containers are told apart from those of every other test. */
export interface SandboxEngine {
  docker: Dockerode;
  sandbox: DockerSandbox;
  stackId: string;
  /** Content ids of the base images. */
  images: Record<Ecosystem, string>;
  python: Run;
  node: Run;
  /** Containers of this sandbox that are there now, running or not. */
  containers(): Promise<Dockerode.ContainerInfo[]>;
  /** The one container that runs, as soon as it does. */
  started(): Promise<Dockerode.ContainerInfo>;
  /** Builds on top of a base image, without network; returns the content id. */
  build(base: Ecosystem, files: Record<string, string>, lines?: string[]): Promise<string>;
  /** Removes every image that was built. */
  cleanUp(): Promise<void>;
}

export interface RunOptions {
  inputs?: unknown;
  limits?: Partial<Limits>;
  imageId?: string;
  signal?: AbortSignal;
}
type Run = (code: string, options?: RunOptions) => Promise<ExecutionResult>;

export async function sandboxEngine(): Promise<SandboxEngine> {
  const file = process.env['SALLYPORT_CONNECT'];
  if (!file) throw new Error('System tests need a running stack: run them with `npm test`.');
  const connect = JSON.parse(readFileSync(file, 'utf8')) as {
    dockerHost: string;
    images: Record<string, string>;
  };
  const docker = connectDocker(connect.dockerHost);
  const idOf = async (name: string) => (await docker.getImage(connect.images[name] ?? name).inspect()).Id;
  const images = { pypi: await idOf('BASE_IMAGE_PYPI'), npm: await idOf('BASE_IMAGE_NPM') };
  const stackId = `test-${randomBytes(6).toString('hex')}`;
  const sandbox = new DockerSandbox(docker, { stackId });
  const built: string[] = [];

  const runner =
    (ecosystem: Ecosystem): Run =>
    (code, { inputs = null, limits = {}, imageId = images[ecosystem], signal } = {}) =>
      sandbox.run({ imageId, ecosystem, code, inputs, limits: { ...DEFAULT_LIMITS, ...limits } }, signal);

  const containers = () =>
    docker.listContainers({ all: true, filters: { label: [`sallyport.stack=${stackId}`] } });

  return {
    ...{ docker, sandbox, stackId, images, python: runner('pypi'), node: runner('npm') },
    containers,
    async started() {
      for (;;) {
        const running = (await containers()).find(({ State }) => State === 'running');
        if (running) return running;
      }
    },
    async build(base, files, lines = []) {
      const tag = `sallyport-test/${stackId}:${built.length}`;
      const dockerfile = [`FROM ${images[base]}`, 'COPY skill /opt/skill', ...lines].join('\n');
      const context = pack();
      context.entry({ name: 'Dockerfile' }, dockerfile);
      for (const [name, text] of Object.entries(files)) context.entry({ name: `skill/${name}` }, text);
      context.finalize();
      const progress = await docker.buildImage(context as unknown as NodeJS.ReadableStream, {
        t: tag,
        networkmode: 'none',
      });
      await new Promise((resolve, reject) =>
        docker.modem.followProgress(progress, (error, done) => (error ? reject(error) : resolve(done))),
      );
      built.push(tag);
      return idOf(tag);
    },
    async cleanUp() {
      await Promise.all(built.map((tag) => docker.getImage(tag).remove({ force: true })));
    },
  };
}
