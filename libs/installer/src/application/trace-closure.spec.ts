import { DomainError } from '@sallyport/domain';
import { codeOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const told = () =>
  world.governance.traced.map(({ name, attested = [] }) => [
    name,
    ...attested.map(({ state, why }) => why ?? state),
  ]);
/** A list of attestations with one that nobody can verify. */
const OFFERED = JSON.stringify({
  attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', bundle: {} }],
});

describe('installer/application/trace-closure', () => {
  it('tells governance of every artifact, before it is asked to decide', async () => {
    world.attestations.answers.set('middle', OFFERED);
    world.attestations.answers.set('leaf', 'not JSON');
    world.governance.refused.set('app@1.0.0', 'provenance-lost');

    await world.install(['app']);

    expect(told()).toEqual([
      ['app', 'absent'],
      ['leaf', 'malformed'],
      ['middle', 'no-trust-root'],
    ]);
    expect([world.governance.questions.length, world.images.built]).toEqual([1, []]);
  });

  it('names the very file, so that one cannot stand for another', async () => {
    const { lock } = await world.installer.inspect.run({ requirements: ['other@1.0.0'] });

    expect(world.governance.traced).toEqual([
      {
        ...{ ecosystem: 'npm', name: 'other', version: '1.0.0', release: {} },
        attested: [{ digest: lock.packages[0]?.digest, state: 'absent', source: null, why: null }],
      },
    ]);
  });

  it('tells what it could not find out as unknown', async () => {
    world.attestations.unreachable.add('middle');

    await world.install(['app']);

    expect(told()).toContainEqual(['middle', 'unreachable']);
    expect(world.governance.questions).toHaveLength(1);
  });

  it('does not wait for a registry that is down, and leaves nobody out', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `p${n}`);
    world.registry.add(...names.map((name) => ({ name, version: '1.0.0' })));
    names.forEach((name) => world.attestations.unreachable.add(name));

    await world.install(names);

    expect(told()).toEqual(names.map((name) => [name, 'unreachable']).sort());
    expect(world.attestations.asked.length).toBeLessThan(names.length);
  });

  it('asks nobody to decide where governance does not know', async () => {
    world.governance.recordProvenance = () =>
      Promise.reject(new DomainError('store-unavailable', 'The database is away'));

    expect(await codeOf(world.installer.inspect.run({ requirements: ['app'] }))).toBe('store-unavailable');
    expect(await codeOf(world.install(['app']))).toBe('store-unavailable');
    expect([world.governance.questions, world.images.built]).toEqual([[], []]);
  });
});
