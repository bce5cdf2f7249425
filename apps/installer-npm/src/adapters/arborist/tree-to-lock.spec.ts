import type { ArboristNode } from '@npmcli/arborist';
import { DomainError } from '@sallyport/domain';
import { treeToLock } from './tree-to-lock';
import { fakeNode, link } from './tree.fake';

const LINUX = { os: 'linux', cpu: 'x64', libc: 'glibc' };
let root: ArboristNode;
let app: ArboristNode;
beforeEach(() => {
  root = fakeNode('', null, { packageName: null });
  app = fakeNode('node_modules/app', '1.0.0');
  link(root, app, { spec: '^1' });
});

const lock = () => treeToLock(root, LINUX);
const pathsOf = () => lock().packages.map(({ path }) => path);

function refusal(): DomainError | undefined {
  try {
    lock();
    return undefined;
  } catch (cause) {
    return DomainError.is(cause) ? cause : undefined;
  }
}

describe('installer-npm/arborist/tree-to-lock', () => {
  it('has a root, its dependencies and their edges', () => {
    const leaf = fakeNode('node_modules/app/node_modules/@s/leaf', '2.0.0', {
      packageName: '@s/leaf',
      hasInstallScript: true,
    });
    link(app, leaf, { name: '@s/leaf', spec: '~2.0' });

    expect(lock()).toEqual({
      roots: ['node_modules/app'],
      packages: [
        {
          ...{ name: 'app', version: '1.0.0', path: 'node_modules/app', dependencies: [leaf.location] },
          artifact: {
            kind: 'tarball',
            filename: 'app-1.0.0.tgz',
            url: app.resolved,
            integrity: app.integrity,
          },
        },
        {
          ...{
            name: '@s/leaf',
            version: '2.0.0',
            path: leaf.location,
            dependencies: [],
            hasInstallScript: true,
          },
          artifact: {
            kind: 'tarball',
            filename: 's-leaf-2.0.0.tgz',
            url: leaf.resolved,
            integrity: leaf.integrity,
          },
        },
      ],
    });
  });

  it('knows an alias by its real name', () => {
    const aliased = fakeNode('node_modules/nice', '3.0.0', { packageName: 'evil' });
    link(app, aliased, { spec: 'npm:evil@3' });

    expect(lock().packages.at(-1)).toMatchObject({ name: 'evil', path: 'node_modules/nice' });
  });

  it('survives a circle', () => {
    const other = fakeNode('node_modules/other', '1.0.0');
    link(app, other);
    link(other, app);

    expect(pathsOf()).toEqual(['node_modules/app', 'node_modules/other']);
  });

  it.each([
    ['another system', { os: ['darwin'] }],
    ['another processor', { cpu: ['arm64'] }],
    ['musl', { libc: ['musl'] }],
  ])('leaves out an optional package for %s, and what only that needs', (_, manifest) => {
    const native = fakeNode('node_modules/native', '1.0.0', { package: manifest });
    link(app, native, { type: 'optional' });
    link(native, fakeNode('node_modules/helper', '1.0.0'));

    expect(pathsOf()).toEqual(['node_modules/app']);
  });

  it('leaves out an optional package whose own need does not run here', () => {
    const wrapper = fakeNode('node_modules/wrapper', '1.0.0');
    link(app, wrapper, { type: 'optional' });
    link(wrapper, fakeNode('node_modules/native', '1.0.0', { package: { os: ['win32'] } }));

    expect(pathsOf()).toEqual(['node_modules/app']);
  });

  it('keeps an optional package that runs here, and a peer', () => {
    link(app, fakeNode('node_modules/native', '1.0.0', { package: { os: ['linux'] } }), { type: 'optional' });
    link(app, fakeNode('node_modules/peer', '1.0.0'), { type: 'peer' });

    expect(pathsOf()).toEqual(['node_modules/app', 'node_modules/native', 'node_modules/peer']);
  });

  it.each(['optional', 'peerOptional'] as const)('goes on without an absent %s package', (type) => {
    link(app, null, { type });

    expect(pathsOf()).toEqual(['node_modules/app']);
  });

  const failed = (code: string) =>
    fakeNode('node_modules/gone', null, {
      packageName: null,
      errors: [Object.assign(new Error('no'), { code })],
    });

  it.each(['E404', 'ETARGET'])(
    'goes on without an optional package that the registry does not have (%s)',
    (code) => {
      link(app, failed(code), { type: 'optional' });

      expect(pathsOf()).toEqual(['node_modules/app']);
    },
  );

  it('does not go on without one that could not be asked for', () => {
    link(app, failed('ECONNREFUSED'), { type: 'optional' });

    expect(refusal()?.code).toBe('registry-unreachable');
  });

  it('takes what is bundled for a part of its owner', () => {
    const bundled = fakeNode('node_modules/app/node_modules/inside', '1.0.0', {
      inDepBundle: true,
      resolveParent: app,
    });
    const outside = fakeNode('node_modules/outside', '1.0.0');
    link(app, bundled);
    link(bundled, outside);

    expect(lock().packages.map(({ path, dependencies }) => [path, dependencies])).toEqual([
      ['node_modules/app', ['node_modules/outside']],
      ['node_modules/outside', []],
    ]);
  });

  it('does not miss what is said to be bundled', () => {
    app.package.bundleDependencies = ['inside'];
    link(app, null, { name: 'inside' });

    expect(pathsOf()).toEqual(['node_modules/app']);
  });
});

describe('installer-npm/arborist/tree-to-lock: refusals', () => {
  it.each([
    'git+ssh://git@fake.invalid/x.git',
    'github:someone/x',
    'someone/x',
    'https://fake.invalid/x.tgz',
    'file:../x',
    'file:x.tgz',
    './x',
    'npm:x@git+https://fake.invalid/x.git',
    'workspace:*',
  ])('refuses %s deep in the tree, and names the way to it', (spec) => {
    const middle = fakeNode('node_modules/middle', '2.0.0');
    link(app, middle);
    link(middle, fakeNode('node_modules/x', '1.0.0'), { spec });

    const error = refusal();

    expect(error?.code).toBe('unsupported-source');
    expect(error?.message).toContain('app@1.0.0 > middle@2.0.0 depends on x');
  });

  it.each<[string, Partial<ArboristNode>]>([
    ['a link', { isLink: true }],
    ['no address', { resolved: null }],
    ['an address that is a path', { resolved: 'file:../x' }],
    ['a place that climbs', { location: 'node_modules/../../etc' }],
    ['a place outside', { location: 'etc/x' }],
    ['a hidden place', { location: 'node_modules/.bin' }],
  ])('refuses a package with %s', (_, change) => {
    link(app, fakeNode('node_modules/x', '1.0.0', change), { name: 'x' });

    expect(refusal()?.code).toBe('unsupported-source');
  });

  it.each([
    ['only SHA-1', `sha1-${'A'.repeat(27)}=`],
    ['nothing', null],
  ])('refuses a package of which %s is stated', (_, integrity) => {
    link(app, fakeNode('node_modules/x', '1.0.0', { integrity }));

    expect(refusal()?.code).toBe('no-installable-artifact');
  });

  it('takes the strongest of several digests', () => {
    const sha512 = `sha512-${'B'.repeat(86)}==`;
    app.integrity = `sha1-${'A'.repeat(27)}= ${sha512} sha256-${'C'.repeat(43)}=`;

    expect(lock().packages[0]?.artifact.integrity).toBe(sha512);
  });

  it.each<[string, ArboristNode | null]>([
    ['is missing', null],
    ['does not run on this platform', fakeNode('node_modules/x', '1.0.0', { package: { os: ['aix'] } })],
  ])('refuses a needed package that %s', (why, node) => {
    link(app, node, { name: 'x' });

    const error = refusal();

    expect([error?.code, error?.message]).toEqual([
      'no-installable-artifact',
      `app@1.0.0 needs x@*, which ${why}`,
    ]);
  });
});
