import { formatRequirement, installer, type Ecosystem, type Lock, type Requirement } from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { resolverContract } from '../../libs/installer/src/application/ports/resolver.contract';
import type { Resolver } from '../../libs/installer/src/application/ports/resolver';
import { errorOf } from '../../libs/installer/src/testing/code-of';
import { connectAs, sharedStack } from '../support/stack';

// A cold cache asks registries for dozens of packages.
jest.setTimeout(120_000);

let bus: Bus;
beforeAll(async () => {
  bus = await connectAs(sharedStack(), 'executor');
});
afterAll(() => bus.close());

async function resolve(ecosystem: Ecosystem, requirements: string[]): Promise<Lock> {
  return (await bus.call(installer[ecosystem].resolve, { requirements })).lock;
}

/** The real resolvers, asked as everybody asks them. */
const over = (ecosystem: Ecosystem) => (): Resolver => ({
  resolve: (requirements: readonly Requirement[]) => resolve(ecosystem, requirements.map(formatRequirement)),
});

resolverContract(
  'uv',
  {
    ecosystem: 'pypi',
    good: ['requests[socks]>=2.31,<3', 'fastapi<1'],
    unknownPackage: 'sallyport-no-such-package-4f1d',
    unknownVersion: 'requests==0.0.99',
    conflict: { requirements: ['flask==3.0.0', 'werkzeug<2'], blamed: 'flask==3.0.0 depends on werkzeug' },
  },
  over('pypi'),
);

resolverContract(
  'arborist',
  {
    ecosystem: 'npm',
    good: ['express@^4', '@babel/core@^7'],
    unknownPackage: 'sallyport-no-such-package-4f1d',
    unknownVersion: 'lodash@0.0.99',
    conflict: { requirements: ['react@18', 'react-dom@17'], blamed: 'react-dom@17.0.2 needs react@17.0.2' },
  },
  over('npm'),
);

describe('test/flows/resolve: what only PyPI has', () => {
  it('takes one wheel for each package, and knows who asked for an extra', async () => {
    const { packages } = await resolve('pypi', ['requests[socks]>=2.31,<3']);

    const edges = new Map(packages.map(({ name, dependencies }) => [name, dependencies]));
    expect(edges.get('requests')).toEqual(expect.arrayContaining(['pysocks', 'urllib3', 'idna', 'certifi']));
    expect(new Set(packages.map(({ artifact }) => artifact.kind))).toEqual(new Set(['wheel']));
    expect(packages.map(({ artifact }) => artifact.integrity.slice(0, 7))).toEqual(
      packages.map(() => 'sha256-'),
    );
  });

  it('takes the wheel of the platform where there is one', async () => {
    const { packages } = await resolve('pypi', ['markupsafe==2.1.5']);

    expect(packages[0]?.artifact.filename).toMatch(/^MarkupSafe-2\.1\.5-cp311-cp311-manylinux/);
  });

  it('does not build from source', async () => {
    const error = await errorOf(resolve('pypi', ['docopt==0.6.2']));

    expect(error?.code).toBe('no-installable-artifact');
    expect(error?.message).toContain('docopt');
  });
});

describe('test/flows/resolve: what only npm has', () => {
  it('keeps two versions of one package apart, each with its place', async () => {
    const { packages } = await resolve('npm', ['express@^4', 'debug@^4']);

    const places = packages.filter(({ name }) => name === 'debug').map(({ path }) => path);
    expect(places.length).toBeGreaterThan(1);
    expect(new Set(places).size).toBe(places.length);
  });

  it('knows aliases by their real names', async () => {
    const { packages } = await resolve('npm', ['@isaacs/cliui@8.0.2']);

    const alias = packages.find(({ path }) => path.endsWith('node_modules/string-width-cjs'));
    expect(alias?.name).toBe('string-width');
  });

  it('takes of the optional packages only those that run here', async () => {
    const { packages } = await resolve('npm', ['esbuild@0.25.0']);

    const native = packages.map(({ name }) => name).filter((name) => name.startsWith('@esbuild/'));
    expect(native).toEqual([`@esbuild/linux-${process.arch}`]);
    expect(packages.find(({ name }) => name === 'esbuild')?.hasInstallScript).toBe(true);
  });
});
