import { DEFAULT_LIMITS, DomainError, type Digest, type ErrorCode } from '@sallyport/domain';
import { rm } from 'node:fs/promises';
import { codeOf, errorOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(async () => {
  world = new InstallerWorld();
  await world.install(['app']);
  world.announcements.events.clear();
});
afterEach(() => world.dispose());

const REQUEST = {
  skillId: 'skill',
  agentId: 'runner',
  code: 'return inputs.a + 1',
  inputs: { a: 1 },
  limits: {},
};
const COMPLETED = 'events.installer.execution-completed';
const REFUSED = 'events.installer.execution-refused';

describe('installer/application/execute-code', () => {
  it('runs by content id, with the default limits where none are asked for', async () => {
    const { imageId } = world.installations.records.get('skill') ?? { imageId: '' };

    const executed = await world.installer.execute.run({ ...REQUEST, limits: { wallMs: 5_000 } });

    expect(executed).toMatchObject({ imageId, revision: 7, execution: { result: 2, death: 'exited' } });
    expect(world.sandbox.runs[0]).toMatchObject({
      imageId,
      ecosystem: 'npm',
      limits: { ...DEFAULT_LIMITS, wallMs: 5_000 },
    });
    expect(world.announcements.subjects).toEqual([COMPLETED]);
  });

  it('asks for the agent that executes, from the revision of the installation on', async () => {
    await world.installer.execute.run(REQUEST);

    expect(world.governance.questions.at(-1)).toMatchObject({ agentId: 'runner', minRevision: 7 });
    expect(world.governance.questions.at(-1)?.packages).toHaveLength(3);
  });

  it('refuses after a ban deep in the tree, naming the way to it, and runs nothing', async () => {
    world.governance.refused.set('leaf@1.0.0', 'banned');

    const error = await errorOf(world.installer.execute.run(REQUEST));

    expect(error?.code).toBe('execution-denied');
    expect(error?.details).toMatchObject({
      refused: [{ name: 'leaf', reasonCode: 'banned', path: ['app@1.0.0', 'middle@1.0.0', 'leaf@1.0.0'] }],
    });
    expect([world.sandbox.runs, world.announcements.subjects]).toEqual([[], [REFUSED]]);
  });

  const someDigest: Digest = `sha256:${'1'.repeat(64)}`;
  const imageIdOf = (w: InstallerWorld) => w.installations.records.get('skill')?.imageId ?? '';
  it.each<[string, ErrorCode, (world: InstallerWorld) => unknown]>([
    ['a skill that is not installed', 'installation-not-found', (w) => w.installations.records.clear()],
    [
      'a silent governance',
      'nobody-listens',
      (w) => (w.governance.fault = new DomainError('nobody-listens', 'gone')),
    ],
    [
      'a governance that is too slow',
      'timeout',
      (w) => (w.governance.fault = new DomainError('timeout', 'slow')),
    ],
    ['an image that is gone', 'image-missing', (w) => w.images.relabel(imageIdOf(w), undefined)],
    ['an image of another lock', 'image-missing', (w) => w.images.relabel(imageIdOf(w), someDigest)],
    ['an engine that is down', 'engine-unavailable', (w) => (w.sandbox.engineUp = false)],
    ['a lock that is gone from the store', 'artifact-missing', (w) => rm(w.folder, { recursive: true })],
  ])('runs nothing with %s', async (_, code, arrange) => {
    await arrange(world);

    expect(await codeOf(world.installer.execute.run(REQUEST))).toBe(code);
    expect([world.sandbox.runs, world.announcements.subjects]).toEqual([[], [REFUSED]]);
  });

  it.each<[string, Partial<typeof REQUEST>, ErrorCode]>([
    ['an illegal skill id', { skillId: '../x' }, 'invalid-skill-id'],
    ['an illegal agent id', { agentId: 'a b' }, 'invalid-agent-id'],
  ])('turns %s away at the door', async (_, change, code) => {
    expect(await codeOf(world.installer.execute.run({ ...REQUEST, ...change }))).toBe(code);
    expect(world.governance.questions).toHaveLength(1);
  });

  it('does not answer what it could not put on record', async () => {
    world.announcements.fault = new DomainError('bus-unavailable', 'down');

    expect(await codeOf(world.installer.execute.run(REQUEST))).toBe('bus-unavailable');
  });

  it('does not call a run refused because its end could not be told', async () => {
    const publish = jest
      .spyOn(world.announcements, 'publish')
      .mockRejectedValueOnce(new DomainError('bus-unavailable', 'down'));

    const code = await codeOf(world.installer.execute.run(REQUEST));

    expect([code, publish.mock.calls.length, world.sandbox.runs.length]).toEqual(['bus-unavailable', 1, 1]);
  });

  it('returns what broken code did as a result', async () => {
    const { execution } = await world.installer.execute.run({
      ...REQUEST,
      code: 'throw new TypeError("no")',
    });

    expect(execution).toMatchObject({ exitCode: 1, error: { type: 'TypeError', message: 'no' } });
    expect(world.announcements.subjects).toEqual([COMPLETED]);
  });
});
