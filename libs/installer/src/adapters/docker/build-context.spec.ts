import { ArtifactStore } from '@sallyport/artifact-store';
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { codeOf } from '../../testing/code-of';
import { BUILD_UID, buildContext } from './build-context';
import type { BuildFile } from './build-recipe';

let folder: string;
let artifacts: ArtifactStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-context-'));
  artifacts = new ArtifactStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpacked(files: BuildFile[]) {
  const entries: { name: string; uid?: number; content: string }[] = [];
  const tar = extract();
  buildContext(files, artifacts)
    .on('error', (cause) => tar.destroy(cause))
    .pipe(tar);
  for await (const entry of tar) {
    const { name, uid } = entry.header;
    entries.push({ name, ...(uid === undefined ? {} : { uid }), content: await text(entry) });
  }
  return entries;
}

describe('installer/adapters/docker/build-context', () => {
  it('packs our text and the artifacts, folders first, all for the one who installs', async () => {
    const { digest } = await artifacts.put(Buffer.from('a wheel'), { maxBytes: 100 });

    const entries = await unpacked([
      { path: 'requirements.txt', text: 'six==1.0\n' },
      { path: 'deep/wheels/six.whl', digest },
    ]);

    expect(entries.map(({ name, content }) => [name, content])).toEqual([
      ['mnt/', ''],
      ['mnt/deep/', ''],
      ['mnt/deep/wheels/', ''],
      ['opt/skill/', ''],
      ['mnt/requirements.txt', 'six==1.0\n'],
      ['mnt/deep/wheels/six.whl', 'a wheel'],
    ]);
    expect(new Set(entries.map(({ uid }) => uid))).toEqual(new Set([BUILD_UID]));
  });

  it('breaks when an artifact is not what its digest says', async () => {
    const { digest } = await artifacts.put(Buffer.from('a wheel'), { maxBytes: 100 });
    await chmod(artifacts.path(digest), 0o600);
    await appendFile(artifacts.path(digest), ' and more');

    expect(await codeOf(unpacked([{ path: 'six.whl', digest }]))).toBe('digest-mismatch');
  });

  it('breaks when an artifact is not there', async () => {
    expect(await codeOf(unpacked([{ path: 'x', digest: `sha256:${'0'.repeat(64)}` }]))).toBe(
      'artifact-missing',
    );
  });
});
