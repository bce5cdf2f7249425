import type { FetchedLock, FetchedPackage } from '@sallyport/domain';
import { npmRecipe } from './npm-recipe';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const integrity = (byte: number) => `sha512-${Buffer.alloc(64, byte).toString('base64')}`;

function entry(
  path: string,
  name: string,
  version: string,
  byte: number,
  dependencies: string[] = [],
): FetchedPackage {
  const artifact = {
    kind: 'tarball' as const,
    filename: `${name}.tgz`,
    url: 'https://fake.invalid/x',
    integrity: integrity(byte),
  };
  return { name, version, path, artifact, dependencies, digest: digest('abcdef'[byte] as string) };
}

const LOCK: FetchedLock = {
  ecosystem: 'npm',
  target: 't',
  requirements: ['app'],
  roots: ['node_modules/app'],
  packages: [
    entry('node_modules/app', 'app', '1.0.0', 1, ['node_modules/@s/leaf', 'node_modules/nice']),
    entry('node_modules/@s/leaf', '@s/leaf', '2.0.0', 2),
    entry('node_modules/nice', 'real', '3.0.0', 3, ['node_modules/nice/node_modules/@s/leaf']),
    entry('node_modules/nice/node_modules/@s/leaf', '@s/leaf', '2.0.0', 2),
  ],
};

const files = new Map(
  npmRecipe({ builderImage: 'builder', baseImage: 'base' })
    .files(LOCK)
    .map((file) => [file.path, 'text' in file ? file.text : file.digest]),
);
const json = (path: string) => JSON.parse(files.get(path) ?? '');

describe('installer-npm/docker/npm-recipe', () => {
  it('asks npm for exactly the roots', () => {
    expect(json('skill/package.json')).toMatchObject({ private: true, dependencies: { app: '1.0.0' } });
  });

  it('writes a lock whose every edge is an exact version, under integrity, with aliases by their real name', () => {
    const { lockfileVersion, packages } = json('skill/package-lock.json');

    expect(lockfileVersion).toBe(3);
    expect(packages['node_modules/app']).toMatchObject({
      ...{ version: '1.0.0', integrity: integrity(1) },
      dependencies: { '@s/leaf': '2.0.0', nice: 'npm:real@3.0.0' },
    });
    expect(packages['node_modules/nice']).toMatchObject({
      name: 'real',
      dependencies: { '@s/leaf': '2.0.0' },
    });
    expect(Object.keys(packages)).toEqual(['', ...LOCK.packages.map(({ path }) => path)]);
  });

  it('lays the artifacts out by integrity, each once', () => {
    const contents = [...files].filter(([path]) => path.startsWith('cache/'));

    expect(contents).toEqual(
      [
        ['01', digest('b')],
        ['02', digest('c')],
        ['03', digest('d')],
      ].map(([hex = '', stored]) => [
        `cache/_cacache/content-v2/sha512/${hex}/${hex}/${hex.repeat(62)}`,
        stored,
      ]),
    );
  });

  it('says what must be there afterwards', () => {
    expect(json('expected.json')).toEqual({
      'node_modules/app': 'app@1.0.0',
      'node_modules/@s/leaf': '@s/leaf@2.0.0',
      'node_modules/nice': 'real@3.0.0',
      'node_modules/nice/node_modules/@s/leaf': '@s/leaf@2.0.0',
    });
  });

  it('names no registry', () => {
    expect([...files.values()].join('')).not.toContain('fake.invalid');
  });
});
