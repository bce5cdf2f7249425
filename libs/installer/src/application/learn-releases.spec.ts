import { DomainError, RegistryFacts, type ManifestInside } from '@sallyport/domain';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

/** Facts by name of what governance was told. */
function told(): Map<string, RegistryFacts> {
  return new Map(
    world.governance.told.map(({ name, release }) => [name, RegistryFacts.parse(release.registry)]),
  );
}

describe('libs/installer/application/learn-releases', () => {
  it('tells governance of every release of a closure, before it is asked', async () => {
    await world.install(['app']);

    expect([...told().keys()].sort()).toEqual(['app', 'leaf', 'middle']);
    expect(told().get('leaf')?.publishedAt).toMatchObject({
      ...{ value: '2025-01-01T00:00:00.000Z', source: 'fake registry' },
      asOf: '2026-01-01T00:00:00.000Z',
    });
    expect(world.governance.questions).toHaveLength(1);
  });

  it('tells of what is only inspected, too', async () => {
    await world.installer.inspect.run({ requirements: ['other@2.0.0'] });

    expect(world.governance.told.map(({ name, version }) => [name, version])).toEqual([['other', '2.0.0']]);
  });

  it('compares with the manifest inside the artifact', async () => {
    const inside: ManifestInside = { repository: null, installScripts: true };
    world.manifests.manifests.set('other', inside);

    await world.install(['other@1.0.0']);

    expect(told().get('other')?.sourceAgainstInside).toMatchObject({ value: { agrees: true } });
  });

  it('knows how old a new dependency is, whether it is installed or not', async () => {
    world.registry.add(
      { name: 'grows', version: '1.0.0' },
      { name: 'grows', version: '1.0.1', needs: { leaf: '1.0.0' } },
    );

    await world.install(['grows@1.0.1']);

    expect(told().get('grows')?.newDependencies).toMatchObject({
      value: { previous: '1.0.0', step: 'patch', added: [{ name: 'leaf', ageDays: 1 }] },
    });
  });

  it('asks for a dependency that is not in the closure', async () => {
    world.registry.add({ name: 'peer', version: '1.0.0' });
    const { histories } = world;
    const load = histories.load.bind(histories);
    histories.load = async (name, versions) => {
      const history = await load(name, versions);
      if (name !== 'other') return history;
      const needing = history.versions.map((one, n) => ({ ...one, dependencies: n === 0 ? [] : ['peer'] }));
      return { ...history, versions: needing };
    };

    await world.install(['other@2.0.0']);

    expect(histories.asked).toContainEqual(['peer', []]);
    expect(told().get('other')?.newDependencies).toMatchObject({
      value: { added: [{ name: 'peer', ageDays: 1 }] },
    });
  });

  it.each<[string, Error, string]>([
    ['says no', new DomainError('registry-unreachable', 'The registry is away'), 'The registry is away'],
    ['breaks', new TypeError('secret detail'), 'asking the registry failed'],
  ])('installs where the registry %s, and tells that nothing is known', async (_title, fault, why) => {
    world.histories.fault = fault;

    const jobId = await world.install(['other@1.0.0']);

    expect((await world.installer.job.run({ jobId })).state).toBe('done');
    expect(told().get('other')?.publisher).toEqual({
      ...{ unknown: why, source: 'npm registry', asOf: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('does not wait for an answer that does not come', async () => {
    world.factLimits.timeoutMs = 20;
    world.histories.silent.add('leaf');

    await world.install(['app']);

    expect(told().get('leaf')?.publisher).toMatchObject({ unknown: expect.stringContaining('run out') });
    expect(told().get('app')?.publishedAt).toMatchObject({ value: '2025-01-01T00:00:00.000Z' });
  });
});
