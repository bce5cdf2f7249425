import type { FetchedLock } from '@sallyport/domain';
import { closureSbom } from './closure-sbom';

const sha512 = Buffer.alloc(64, 1);
const digest = (letter: string) => `sha256:${letter.repeat(64)}` as const;

const LOCK: FetchedLock = {
  ecosystem: 'npm',
  target: 'node-22-linux-x64-glibc',
  requirements: ['@scope/app@^1'],
  roots: ['node_modules/@scope/app'],
  packages: [
    {
      ...{ name: '@scope/app', version: '1.0.0', path: 'node_modules/@scope/app', digest: digest('a') },
      artifact: {
        kind: 'tarball',
        filename: 'scope-app-1.0.0.tgz',
        url: 'https://fake.invalid/a',
        integrity: `sha512-${sha512.toString('base64')}`,
      },
      dependencies: ['node_modules/leaf'],
    },
    {
      ...{ name: 'leaf', version: '2.0.0', path: 'node_modules/leaf', digest: digest('b') },
      artifact: {
        kind: 'tarball',
        filename: 'leaf-2.0.0.tgz',
        url: 'https://fake.invalid/b',
        integrity: `sha512-${sha512.toString('base64')}`,
      },
      dependencies: [],
    },
  ],
};

describe('installer/application/closure-sbom', () => {
  const sbom = closureSbom(LOCK, digest('c'), digest('d')) as {
    components: { name: string; group?: string; purl: string; hashes: { alg: string; content: string }[] }[];
    dependencies: { ref: string; dependsOn?: string[] }[];
    metadata: { component: { externalReferences: object[] } };
  };

  it('names every package by purl, and its artifact by both digests', () => {
    expect(sbom.components.map(({ group, name, purl }) => [group, name, purl])).toEqual([
      ['@scope', 'app', 'pkg:npm/%40scope/app@1.0.0'],
      [undefined, 'leaf', 'pkg:npm/leaf@2.0.0'],
    ]);
    expect(sbom.components[1]?.hashes).toEqual([
      { alg: 'SHA-256', content: 'b'.repeat(64) },
      { alg: 'SHA-512', content: sha512.toString('hex') },
    ]);
  });

  it('names the signed decision that allowed it, by its digest in the store', () => {
    expect(sbom.metadata.component.externalReferences).toEqual([
      expect.objectContaining({
        ...{ type: 'attestation', url: digest('d') },
        hashes: [{ alg: 'SHA-256', content: 'd'.repeat(64) }],
      }),
    ]);
  });

  it('has the graph, from the closure down', () => {
    expect(sbom.dependencies).toEqual(
      expect.arrayContaining([
        { ref: digest('c'), dependsOn: ['node_modules/@scope/app'] },
        { ref: 'node_modules/@scope/app', dependsOn: ['node_modules/leaf'] },
      ]),
    );
  });

  it('is the same for the same lock, and names no place where it was made', () => {
    expect(closureSbom(LOCK, digest('c'), digest('d'))).toEqual(sbom);
    expect(JSON.stringify(sbom)).not.toContain('fake.invalid');
  });
});
