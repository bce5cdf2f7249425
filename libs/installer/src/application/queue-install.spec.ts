import { DomainError, type ErrorCode } from '@sallyport/domain';
import { codeOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';
import type { InstallRequest } from './queue-install';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const GOOD: InstallRequest = { skillId: 'skill', agentId: 'agent', requirements: ['app@^1', '@scope/pkg'] };

describe('installer/application/queue-install', () => {
  it('queues a job and has a record of it before anyone can ask', async () => {
    const { jobId } = await world.installer.install.run(GOOD);

    expect(world.jobs.queue).toEqual([
      { ...GOOD, jobId, ecosystem: 'npm', queuedAt: '2026-01-01T00:00:00.000Z' },
    ]);
    expect(await world.installer.job.run({ jobId })).toMatchObject({
      state: 'queued',
      attempts: 0,
      step: null,
    });
  });

  it('gives every job its own id', async () => {
    const ids = await Promise.all([world.installer.install.run(GOOD), world.installer.install.run(GOOD)]);

    expect(new Set(ids.map(({ jobId }) => jobId)).size).toBe(2);
  });

  it.each<[string, Partial<InstallRequest>, ErrorCode]>([
    ['a skill id with a slash', { skillId: 'a/b' }, 'invalid-skill-id'],
    ['a skill id that climbs', { skillId: 'a..b' }, 'invalid-skill-id'],
    ['an agent id of 1 MB', { agentId: 'a'.repeat(1024 ** 2) }, 'invalid-agent-id'],
    ['an empty list', { requirements: [] }, 'empty-request'],
    ['an illegal name', { requirements: ['@/x'] }, 'invalid-name'],
    ['a name of 10 kB', { requirements: ['a'.repeat(10_000)] }, 'invalid-requirement'],
    ['a path', { requirements: ['../x'] }, 'unsupported-source'],
    ['a URL', { requirements: ['https://evil.invalid/x.tgz'] }, 'unsupported-source'],
    ['a git source', { requirements: ['x@git+ssh://evil.invalid/x'] }, 'unsupported-source'],
    ['an alias', { requirements: ['x@npm:y@1'] }, 'unsupported-source'],
    ['control characters', { requirements: ['x\u0000'] }, 'invalid-requirement'],
    ['one bad among good ones', { requirements: ['app', 'x@'] }, 'invalid-requirement'],
  ])('queues nothing for %s', async (_, change, code) => {
    expect(await codeOf(world.installer.install.run({ ...GOOD, ...change }))).toBe(code);

    expect([world.jobs.queue, world.jobs.records.size]).toEqual([[], 0]);
  });

  it('queues nothing while the engine is down', async () => {
    world.images.fault = new DomainError('engine-unavailable', 'down');

    expect(await codeOf(world.installer.install.run(GOOD))).toBe('engine-unavailable');
    expect(world.jobs.queue).toEqual([]);
  });

  it('knows no job that was never queued', async () => {
    expect(await codeOf(world.installer.job.run({ jobId: 'never' }))).toBe('job-not-found');
  });
});
