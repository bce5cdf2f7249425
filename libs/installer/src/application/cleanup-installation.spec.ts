import { DomainError, type Actor } from '@sallyport/domain';
import { codeOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const actor: Actor = { kind: 'person', id: 'someone' };
const cleanup = (skillId: string) => world.installer.cleanup.run({ skillId, actor });

describe('installer/application/cleanup-installation', () => {
  it('removes image, tag and record, and tells of it', async () => {
    await world.install(['app']);

    expect(await cleanup('skill')).toEqual({ skillId: 'skill', imageRemoved: true });

    expect([world.images.count, world.images.tags.size, world.installations.records.size]).toEqual([0, 0, 0]);
    expect(world.announcements.subjects.at(-1)).toBe('events.installer.image-removed');
  });

  it('leaves an image to the other skills that use it', async () => {
    await world.install(['app'], 'first');
    await world.install(['app'], 'second');

    const answers = [await cleanup('first'), await cleanup('second')];

    expect(answers.map(({ imageRemoved }) => imageRemoved)).toEqual([false, true]);
  });

  it('can be done again when it broke off, and is told once', async () => {
    await world.install(['app']);
    world.announcements.fault = new DomainError('bus-unavailable', 'down');
    const first = await codeOf(cleanup('skill'));
    world.announcements.fault = undefined;

    await cleanup('skill');

    expect(first).toBe('bus-unavailable');
    expect(world.installations.records.size).toBe(0);
    expect(world.announcements.subjects.filter((subject) => subject.endsWith('image-removed'))).toHaveLength(
      1,
    );
  });

  it.each([
    ['nothing-here', 'installation-not-found'],
    ['a/b', 'invalid-skill-id'],
  ])('answers for %s: %s', async (skillId, code) => {
    expect(await codeOf(cleanup(skillId))).toBe(code);
  });
});

describe('installer/application, status and list', () => {
  it('says what is installed and whether its image is there', async () => {
    await world.install(['app']);
    const { imageId } = world.installations.records.get('skill') ?? { imageId: '' };
    const before = await world.installer.status.run({ skillId: 'skill' });
    world.images.relabel(imageId, undefined);

    const after = await world.installer.status.run({ skillId: 'skill' });

    expect([before.imagePresent, after.imagePresent]).toEqual([true, false]);
    expect(after.installation.skillId).toBe('skill');
  });

  it('says that nothing is installed', async () => {
    expect(await codeOf(world.installer.status.run({ skillId: 'skill' }))).toBe('installation-not-found');
  });

  it('lists without the signed decisions, and shows the one of a skill', async () => {
    await world.install(['app']);

    const [listed] = (await world.installer.list.run()).installations;
    const { installation } = await world.installer.status.run({ skillId: 'skill' });

    expect(listed).not.toHaveProperty('signedDecision');
    expect({ ...listed, signedDecision: installation.signedDecision }).toEqual(installation);
    expect(installation.signedDecision).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('lists by skill id', async () => {
    await world.install(['app'], 'b');
    await world.install(['other'], 'a');

    expect((await world.installer.list.run()).installations.map(({ skillId }) => skillId)).toEqual([
      'a',
      'b',
    ]);
  });
});
