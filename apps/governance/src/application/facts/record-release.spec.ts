import { EXAMPLES, UNKNOWN_RELEASE, unknownFacts, type RegistryFacts } from '@sallyport/domain';
import { npm, reasonFor } from '../governance.fake';
import { factsWorld, scanOf, SCANNED_AT } from './facts-world.fake';

describe('application/facts/record-release', () => {
  it('keeps what a registry says, and what it does not say stays', async () => {
    const world = await factsWorld();
    await world.recordScan.record(scanOf([{ name: 'a' }]));

    await world.recordRelease.record({ releases: [{ ...npm('a'), release: { licence: 'MIT' } }] });
    await world.recordRelease.record({ releases: [{ ...npm('a'), release: { publishedAt: SCANNED_AT } }] });

    const { facts } = await world.getFacts.get(npm('a'));
    expect(facts?.release).toMatchObject({ licence: 'MIT', publishedAt: SCANNED_AT, buildScripts: false });
    expect(facts?.artifacts).toHaveLength(1);
  });

  it('keeps every fact of a registry with its source and time, and what older rules read of them', async () => {
    const world = await factsWorld();
    const registry = EXAMPLES.approved.known?.release.registry as RegistryFacts;

    await world.recordRelease.record({ releases: [{ ...npm('a'), release: { registry } }] });

    const { facts } = await world.getFacts.get(npm('a'));
    expect(facts?.release).toMatchObject({
      ...{ registry, publisher: 'jdalton', licence: 'MIT', yanked: false },
      publishedAt: '2025-06-15T12:00:00.000Z',
    });
  });

  it('writes nothing where a registry says the same again, or nothing', async () => {
    const world = await factsWorld();
    const registry = EXAMPLES.approved.known?.release.registry as RegistryFacts;
    const record = (told: RegistryFacts) =>
      world.recordRelease.record({ releases: [{ ...npm('a'), release: { registry: told } }] });
    await record(registry);

    const later = '2026-07-01T00:00:00.000Z';
    const again = await record({ ...registry, publisher: { ...registry.publisher, asOf: later } });
    const silent = await record(unknownFacts('the registry is away', 'npm registry', later));

    expect([again, silent]).toMatchObject([{ changed: 0 }, { changed: 0 }]);
  });

  it('is no scan: what only a registry speaks of is not allowed', async () => {
    const world = await factsWorld();

    await world.recordRelease.record({ releases: [{ ...npm('a'), release: { licence: 'MIT' } }] });

    expect((await world.getFacts.get(npm('a'))).facts).toMatchObject({
      artifacts: [],
      release: { ...UNKNOWN_RELEASE, licence: 'MIT' },
      advisories: { data: { loaded: false } },
    });
    await expect(reasonFor(world, 'autonomous', 'a')).resolves.not.toBe('approved');
  });

  it('refuses a version that is none, and writes nothing of the rest', async () => {
    const world = await factsWorld();
    const releases = [npm('a'), npm('b', 'latest')].map((ref) => ({ ...ref, release: { yanked: true } }));

    await expect(world.recordRelease.record({ releases })).rejects.toMatchObject({ code: 'invalid-version' });
    expect((await world.getFacts.get(npm('a'))).facts).toBeNull();
  });
});
