import type { FetchedPackage, ManifestInside } from '@sallyport/domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { MANIFEST_LIMITS, TarballManifests, type ManifestLimits } from './tarball-manifests';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tarball-manifests-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function tarball(files: [name: string, text: string][]): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of files) tar.entry({ name }, text);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

function inside(
  bytes: Buffer,
  limits: ManifestLimits = MANIFEST_LIMITS,
): Promise<ManifestInside | undefined> {
  const path = join(folder, 'artifact');
  writeFileSync(path, bytes);
  return new TarballManifests({ path: () => path }, limits).inside({ digest: 'd' } as FetchedPackage);
}

const MANIFEST = '{"repository":"github:acme/thing","scripts":{"test":"x"}}';

describe('installer-npm/registry/tarball-manifests', () => {
  it.each<[string, [string, string][], ManifestInside]>([
    [
      'the manifest',
      [['package/package.json', MANIFEST]],
      { repository: 'github:acme/thing', installScripts: false },
    ],
    [
      'one below another folder',
      [['thing/package.json', '{"repository":{"url":"u"}}']],
      { repository: 'u', installScripts: false },
    ],
    [
      'hooks',
      [['package/package.json', '{"scripts":{"preinstall":"x"}}']],
      { repository: null, installScripts: true },
    ],
    [
      'what npm builds',
      [
        ['package/binding.gyp', '{}'],
        ['package/package.json', '{}'],
      ],
      { repository: null, installScripts: true },
    ],
    [
      'no manifest of others',
      [
        ['package/package.json', '{}'],
        ['package/lib/package.json', MANIFEST],
        ['package/lib/binding.gyp', '{}'],
      ],
      { repository: null, installScripts: false },
    ],
    [
      'fields of no kind that we know',
      [['package/package.json', '{"repository":7,"scripts":"x"}']],
      { repository: null, installScripts: false },
    ],
  ])('reads %s', async (_title, files, expected) => {
    expect(await inside(await tarball(files))).toEqual(expected);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['there is no manifest', () => tarball([['package/x', '']])],
    [
      'there are two, and who unpacks chooses',
      () =>
        tarball([
          ['package/package.json', '{}'],
          ['x/./package.json', MANIFEST],
        ]),
    ],
    ['it is no JSON', () => tarball([['package/package.json', '{']])],
    ['it is no object', () => tarball([['package/package.json', 'null']])],
    ['it is no archive', async () => Buffer.from('not gzip')],
    [
      'it breaks off',
      async () => (await tarball([['package/package.json', MANIFEST.repeat(500)]])).subarray(0, 60),
    ],
  ])('knows nothing where %s', async (_title, bytes) => {
    expect(await inside(await bytes())).toBeUndefined();
  });

  it.each<[string, Partial<ManifestLimits>]>([
    ['a manifest', { manifestBytes: 20 }],
    ['a tarball', { unpackedBytes: 600 }],
  ])('gives up on %s that is too large', async (_title, limits) => {
    const bytes = await tarball([
      ['package/package.json', MANIFEST],
      ['package/big', 'x'.repeat(10_000)],
    ]);

    expect(await inside(bytes)).toBeDefined();
    expect(await inside(bytes, { ...MANIFEST_LIMITS, ...limits })).toBeUndefined();
  });

  it('knows nothing of what the store does not have', async () => {
    const manifests = new TarballManifests({ path: () => join(folder, 'nothing') });

    expect(await manifests.inside({ digest: 'd' } as FetchedPackage)).toBeUndefined();
  });
});
