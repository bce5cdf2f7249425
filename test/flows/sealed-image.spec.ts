import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { ArtifactStore } from '@sallyport/artifact-store';
import { DEFAULT_LIMITS, lockDigest, type FetchedLock, type FetchedPackage } from '@sallyport/domain';
import { connectDocker, DockerSandbox } from '@sallyport/sandbox';
import { npmRecipe } from '../../apps/installer-npm/src/adapters/docker/npm-recipe';
import { DockerImages } from '../../libs/installer/src/adapters/docker/docker-images';
import { IMAGE_LABELS } from '../../libs/installer/src/adapters/docker/image-names';
import { codeOf, errorOf } from '../../libs/installer/src/testing/code-of';
import { npmTarball } from '../support/npm-tarball';
import { sharedStack } from '../support/stack';

// A busy machine takes its time for a build.
jest.setTimeout(180_000);

const stackId = `test-${randomBytes(6).toString('hex')}`;
let folder: string;
let artifacts: ArtifactStore;
let docker: Dockerode;
let images: DockerImages;
let sandbox: DockerSandbox;

beforeAll(async () => {
  const connect = sharedStack();
  folder = await mkdtemp(join(tmpdir(), 'sealed-image-'));
  artifacts = new ArtifactStore(folder);
  docker = connectDocker(connect.dockerHost);
  images = imagesWith(connect.images['BUILDER_IMAGE_NPM'] ?? '', connect.images['BASE_IMAGE_NPM'] ?? '');
  sandbox = new DockerSandbox(docker, { stackId });
});

afterAll(async () => {
  const ours = await docker.listImages({ filters: { label: [`${IMAGE_LABELS.stack}=${stackId}`] } });
  for (const { Id } of ours) await docker.getImage(Id).remove({ force: true });
  await rm(folder, { recursive: true, force: true });
});

function imagesWith(builderImage: string, baseImage: string): DockerImages {
  const limits = { buildMs: 120_000, memoryBytes: 1024 ** 3 };
  return new DockerImages(docker, artifacts, {
    ...{ ecosystem: 'npm', stackId, limits },
    recipe: npmRecipe({ builderImage, baseImage }),
  });
}

interface Sample {
  manifest: { name: string; version: string } & Record<string, unknown>;
  files?: Record<string, string>;
  path?: string;
  needs?: string[];
  /** What the lock says, where it is not what the manifest says. */
  locked?: Partial<FetchedPackage>;
}

async function lockOf(...samples: Sample[]): Promise<FetchedLock> {
  const packages = await Promise.all(
    samples.map(async ({ manifest, files, path, needs = [], locked }): Promise<FetchedPackage> => {
      const { bytes, integrity } = await npmTarball(manifest, files);
      const { digest } = await artifacts.put(bytes, { maxBytes: bytes.length });
      const { name, version } = manifest;
      const artifact = {
        kind: 'tarball' as const,
        filename: `${name}.tgz`,
        url: 'https://fake.invalid/x',
        integrity,
      };
      return {
        name,
        version,
        path: path ?? `node_modules/${name}`,
        artifact,
        dependencies: needs,
        digest,
        ...locked,
      };
    }),
  );
  const roots = packages.slice(0, 1).map(({ path }) => path);
  return { ecosystem: 'npm', target: stackId, requirements: [], roots, packages };
}

const ensure = (lock: FetchedLock) => images.ensure(lock, lockDigest(lock));

async function resultOf(imageId: string, code: string): Promise<unknown> {
  const run = { imageId, ecosystem: 'npm' as const, code, inputs: null, limits: DEFAULT_LIMITS };
  const { result, error } = await sandbox.run(run);
  return error ?? result;
}

/** Each test has names of its own, so that no image of another is found. */
let counter = 0;
const fresh = (base: string): string => `${base}-${stackId}-${counter++}`;

const app = (name: string): Sample => ({
  manifest: { name, version: '1.0.0', main: 'main.js' },
  files: { 'main.js': 'module.exports = require("leaf").answer;' },
  needs: ['node_modules/leaf'],
});
const leaf: Sample = {
  manifest: { name: 'leaf', version: '2.0.0' },
  files: { 'index.js': 'exports.answer = 42;' },
};

describe('test/flows/sealed-image: building', () => {
  it('installs exactly the lock, offline, and says of itself what it is', async () => {
    const name = fresh('app');
    const lock = await lockOf(app(name), leaf);

    const { imageId, reused } = await ensure(lock);

    const { Config } = await docker.getImage(imageId).inspect();
    expect([reused, await resultOf(imageId, `return require(${JSON.stringify(name)})`)]).toEqual([false, 42]);
    expect(Config.Labels).toMatchObject({
      [IMAGE_LABELS.lock]: lockDigest(lock),
      [IMAGE_LABELS.stack]: stackId,
    });
    expect([Config.User, Config.WorkingDir]).toEqual(['10001:10001', '/opt/skill']);
    expect(await images.describe(imageId)).toEqual({ imageId, lockDigest: lockDigest(lock) });
  });

  it('leaves neither lock nor artifacts behind, and nothing that the sandbox could change', async () => {
    const { imageId } = await ensure(await lockOf(app(fresh('app')), leaf));

    const seen = await resultOf(
      imageId,
      `const fs = require('node:fs');
       return { files: fs.readdirSync('/opt/skill'), hidden: fs.readdirSync('/opt/skill/node_modules').filter((f) => f.startsWith('.')),
                owner: fs.statSync('/opt/skill/node_modules/leaf/index.js').uid, work: fs.readdirSync('/mnt'), others: fs.readdirSync('/var/tmp') }`,
    );

    expect(seen).toEqual({ files: ['node_modules'], hidden: [], owner: 10002, work: [], others: [] });
  });

  it('runs no script of a package', async () => {
    const scripts = Object.fromEntries(
      ['preinstall', 'install', 'postinstall', 'prepare'].map((hook) => [hook, `touch /opt/skill/${hook}`]),
    );
    const name = fresh('hooked');
    const sample = {
      manifest: { name, version: '1.0.0', scripts, gypfile: true },
      files: { 'binding.gyp': '{}' },
    };

    const { imageId } = await ensure(await lockOf(sample));

    expect(await resultOf(imageId, "return require('node:fs').readdirSync('/opt/skill')")).toEqual([
      'node_modules',
    ]);
  });

  const wrong = (name: string) =>
    lockOf({ manifest: { name, version: '6.6.6' }, locked: { version: '1.0.0' } });
  it.each([
    ['worked', (name: string) => lockOf(app(name), leaf)],
    ['failed', wrong],
  ])('leaves no container, no volume and no nameless image behind after a build that %s', async (_, make) => {
    const leftOver = async () => {
      const volumes = (await docker.listVolumes()).Volumes.map(({ Name }) => Name);
      const images = await docker.listImages({ filters: { dangling: ['true'] } });
      const containers = await docker.listContainers({
        all: true,
        filters: { label: [`${IMAGE_LABELS.stack}=${stackId}`] },
      });
      return [...volumes, ...images.map(({ Id }) => Id), ...containers.map(({ Id }) => Id)].sort();
    };
    const before = await leftOver();

    await codeOf(ensure(await make(fresh('app'))));

    expect(await leftOver()).toEqual(before);
  });

  it('clears up after a process that died while it built, and not after one that still builds', async () => {
    const label = { [IMAGE_LABELS.stack]: stackId, [IMAGE_LABELS.kind]: 'build' };
    const { Id } = await docker.getImage(sharedStack().images['BASE_IMAGE_NPM'] ?? '').inspect();
    const container = await docker.createContainer({
      ...{ Image: Id, Cmd: ['true'], NetworkDisabled: true },
      Labels: { ...label, [IMAGE_LABELS.staleAt]: '1000' },
    });

    const removed = [await images.sweep(999), await images.sweep(1_000)];

    expect(removed).toEqual([0, 1]);
    await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('keeps one layer on top of the base image', async () => {
    const { imageId } = await ensure(await lockOf(app(fresh('app')), leaf));

    const layersOf = async (image: string) => (await docker.getImage(image).inspect()).RootFS.Layers ?? [];
    const base = await layersOf(sharedStack().images['BASE_IMAGE_NPM'] ?? '');
    expect((await layersOf(imageId)).slice(0, -1)).toEqual(base);
  });

  it('has room for two versions of one package and for an alias', async () => {
    const name = fresh('app');
    const lock = await lockOf(
      {
        manifest: { name, version: '1.0.0' },
        files: { 'index.js': 'module.exports = [require("leaf").answer, require("nice").answer];' },
        needs: ['node_modules/leaf', 'node_modules/nice'],
      },
      leaf,
      {
        manifest: { name: 'leaf', version: '3.0.0' },
        files: { 'index.js': 'exports.answer = 43;' },
        path: 'node_modules/nice',
      },
    );

    const { imageId } = await ensure(lock);

    expect(await resultOf(imageId, `return require(${JSON.stringify(name)})`)).toEqual([42, 43]);
  });
});

describe('test/flows/sealed-image: refusals', () => {
  it.each<[string, (name: string) => Promise<FetchedLock>]>([
    [
      'whose manifest has another version than the lock',
      (name) => lockOf({ manifest: { name, version: '6.6.6' }, locked: { version: '1.0.0' } }),
    ],
    [
      'whose manifest has another name than the lock',
      (name) =>
        lockOf({
          manifest: { name: 'somebody-else', version: '1.0.0' },
          path: `node_modules/${name}`,
          locked: { name },
        }),
    ],
    [
      'that brings a package which the lock does not know',
      (name) =>
        lockOf({
          manifest: { name, version: '1.0.0' },
          files: { 'node_modules/stowaway/package.json': '{"name":"stowaway","version":"1.0.0"}' },
        }),
    ],
  ])('builds no image of a tarball %s', async (_, make) => {
    const lock = await make(fresh('odd'));

    const error = await errorOf(ensure(lock));

    expect(error?.code).toBe('build-failed');
    expect(JSON.stringify(error?.details)).toContain('What is installed is not the lock');
  });

  it('builds no image of bytes that npm does not find by their integrity', async () => {
    const lock = await lockOf(app(fresh('app')), leaf);
    const [first, second] = lock.packages as [FetchedPackage, FetchedPackage];
    const swapped = { ...lock, packages: [first, { ...second, digest: first.digest }] };

    expect(await codeOf(ensure(swapped))).toBe('build-failed');
  });

  it('builds no image where the store has lost an artifact', async () => {
    const lock = await lockOf(app(fresh('app')), leaf);
    const [first] = lock.packages as [FetchedPackage];
    await rm(artifacts.path(first.digest));

    expect(await codeOf(ensure(lock))).toBe('artifact-missing');
  });

  it('says that a base image is missing', async () => {
    const lock = await lockOf(leaf);

    expect(
      await codeOf(imagesWith('sallyport/absent:1', 'sallyport/absent:2').ensure(lock, lockDigest(lock))),
    ).toBe('engine-unavailable');
  });
});

describe('test/flows/sealed-image: who uses an image', () => {
  it('is built once for a lock, and lives as long as a skill has it', async () => {
    const lock = await lockOf(app(fresh('app')), leaf);
    const { imageId } = await ensure(lock);
    const again = await ensure(lock);
    await images.tag('first', imageId);
    await images.tag('second', imageId);

    await images.untag('first');
    const whileUsed = await images.release(imageId);
    await images.untag('second');
    const unused = await images.release(imageId);

    expect([again, whileUsed, unused]).toEqual([{ imageId, reused: true }, false, true]);
    expect(await images.describe(imageId)).toBeUndefined();
  });

  it('does not trust a name: an image that says nothing of its lock is not used', async () => {
    const lock = await lockOf(app(fresh('app')), leaf);
    const { imageId } = await ensure(lock);
    const name = (await docker.getImage(imageId).inspect()).RepoTags[0] ?? '';
    const base = await docker.getImage(sharedStack().images['BASE_IMAGE_NPM'] ?? '').inspect();
    const [repo = '', tag = ''] = name.split(':');
    await docker.getImage(base.Id).tag({ repo, tag });

    const built = await ensure(lock);

    expect([built.reused, built.imageId === base.Id]).toEqual([false, false]);
  });

  it.each(['untag', 'release', 'describe'] as const)('%s of what is not there is no fault', async (verb) => {
    const absent = `sha256:${'0'.repeat(64)}`;

    await expect(images[verb](absent)).resolves.toBeFalsy();
  });
});
