import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type Dockerode from 'dockerode';
import { pack } from 'tar-stream';
import { connectDocker } from '@sallyport/sandbox';
import type { Ecosystem } from '@sallyport/domain';

const CERTIFICATES = '/etc/sallyport-bench-ca.pem';
/** What of the host's settings the installers inside need to reach the registries as the host does. */
const FROM_HOST = /^(?:https?_proxy|no_proxy|UV_(?:DEFAULT_)?INDEX(?:_URL)?)$/i;

const BUILDERS: Readonly<Record<Ecosystem, string>> = {
  pypi: 'BUILDER_IMAGE_PYPI',
  npm: 'BUILDER_IMAGE_NPM',
};

/** What people do without us: `docker build` with network, and the ecosystem's own installer in a RUN line. */
const INSTALL: Readonly<Record<Ecosystem, (requirements: readonly string[]) => string[]>> = {
  // Byte code is compiled as pip does it, and as ours does.
  pypi: (requirements) => [
    'uv',
    'pip',
    'install',
    '--quiet',
    '--compile-bytecode',
    '--target',
    '/opt/skill',
    ...requirements,
  ],
  npm: (requirements) => [
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
    '--prefix',
    '/opt/skill',
    ...requirements,
  ],
};

export class DockerBaseline {
  private constructor(
    private readonly docker: Dockerode,
    private readonly bases: Readonly<Record<Ecosystem, string>>,
  ) {}

  /** Makes the images that the measured builds begin with; that is not measured. */
  static async prepare(dockerHost: string, images: Record<string, string>): Promise<DockerBaseline> {
    const docker = connectDocker(dockerHost);
    const id = randomBytes(6).toString('hex');
    const bases = { pypi: `sallyport-bench/pypi:${id}`, npm: `sallyport-bench/npm:${id}` };
    const env = await settings();
    for (const ecosystem of ['pypi', 'npm'] as const) {
      const lines = [
        `FROM ${images[BUILDERS[ecosystem]]}`,
        'USER 0:0',
        `COPY ca.pem ${CERTIFICATES}`,
        ...Object.entries(env).map(([name, value]) => `ENV ${name}=${JSON.stringify(value)}`),
      ];
      await build(docker, bases[ecosystem], lines, { 'ca.pem': certificates() });
    }
    return new DockerBaseline(docker, bases);
  }

  /** Milliseconds of one build from nothing. */
  async buildMs(ecosystem: Ecosystem, requirements: readonly string[]): Promise<number> {
    const tag = `${this.bases[ecosystem]}-built`;
    const started = performance.now();
    await build(this.docker, tag, [
      `FROM ${this.bases[ecosystem]}`,
      `RUN ${JSON.stringify(INSTALL[ecosystem](requirements))}`,
    ]);
    const ms = performance.now() - started;
    await this.docker.getImage(tag).remove({ force: true });
    return ms;
  }

  async remove(): Promise<void> {
    for (const tag of Object.values(this.bases)) await this.docker.getImage(tag).remove({ force: true });
  }
}

async function build(
  docker: Dockerode,
  tag: string,
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const context = pack();
  for (const [name, text] of Object.entries({ Dockerfile: `${lines.join('\n')}\n`, ...files })) {
    context.entry({ name }, text);
  }
  context.finalize();
  const options = { t: tag, nocache: true, rm: true, forcerm: true, networkmode: 'host' };
  const progress = await docker.buildImage(context as unknown as NodeJS.ReadableStream, options);
  const events = await new Promise<{ error?: string; stream?: string }[]>((resolve, reject) =>
    docker.modem.followProgress(progress, (error, done) =>
      error ? reject(error) : resolve(done as { error?: string; stream?: string }[]),
    ),
  );
  const failure = events.find(({ error }) => error !== undefined);
  if (failure)
    throw new Error(
      `${failure.error}: ${events
        .map(({ stream = '' }) => stream)
        .join('')
        .slice(-1_000)}`,
    );
}

/** The certificates that the host trusts; a proxy that looks into TLS has one of its own. */
function certificates(): string {
  const files = [
    process.env['SSL_CERT_FILE'],
    process.env['NODE_EXTRA_CA_CERTS'],
    '/etc/ssl/certs/ca-certificates.crt',
  ];
  const file = files.find(
    (candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate),
  );
  return file === undefined ? '' : readFileSync(file, 'utf8');
}

async function settings(): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry']);
  const ofHost = Object.entries(process.env).filter(([name]) => FROM_HOST.test(name)) as [string, string][];
  return {
    ...Object.fromEntries(ofHost),
    SSL_CERT_FILE: CERTIFICATES,
    NODE_EXTRA_CA_CERTS: CERTIFICATES,
    npm_config_registry: stdout.trim(),
    HOME: '/tmp',
  };
}
