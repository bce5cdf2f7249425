import { DomainError, type ErrorCode } from '@sallyport/domain';
import { codeOf } from '../testing/code-of';
import { InstallerWorld } from '../testing/installer-world.fake';

let world: InstallerWorld;
beforeEach(() => (world = new InstallerWorld()));
afterEach(() => world.dispose());

const INSTALLED = 'events.installer.install-completed';
const FAILED = 'events.installer.install-failed';

describe('installer/application/run-install-job: again', () => {
  const down = (code: ErrorCode) => new DomainError(code, 'down');

  it.each<[ErrorCode, (world: InstallerWorld, fault: DomainError | undefined) => void]>([
    ['registry-unreachable', (w, fault) => (w.registry.fault = fault)],
    ['nobody-listens', (w, fault) => (w.scanner.fault = fault)],
    ['timeout', (w, fault) => (w.governance.fault = fault)],
    ['stale-revision', (w, fault) => (w.governance.fault = fault)],
    ['engine-unavailable', (w, fault) => (w.images.fault = fault)],
    ['bus-unavailable', (w, fault) => (w.installations.fault = fault)],
    ['bus-unavailable', (w, fault) => (w.announcements.fault = fault)],
  ])('is delivered again after %s, and then ends well', async (code, set) => {
    const { jobId } = await world.installer.install.run({
      skillId: 'skill',
      agentId: 'agent',
      requirements: ['app'],
    });
    set(world, down(code));
    const first = await codeOf(world.deliver(1));
    const between = await world.installer.job.run({ jobId });
    set(world, undefined);

    await world.deliver(2);

    expect([first, between.state, between.error?.code]).toEqual([code, 'queued', code]);
    expect(await world.installer.job.run({ jobId })).toMatchObject({
      state: 'done',
      attempts: 2,
      error: null,
    });
    expect(world.announcements.subjects).toEqual([INSTALLED]);
    expect(world.images.built).toHaveLength(1);
  });

  it('fails at the last attempt, and leaves a dead letter', async () => {
    const { jobId } = await world.installer.install.run({
      skillId: 'skill',
      agentId: 'agent',
      requirements: ['app'],
    });
    world.scanner.fault = down('nobody-listens');

    const thrown = await codeOf(world.deliver(4, true));

    expect(thrown).toBe('nobody-listens');
    expect(await world.installer.job.run({ jobId })).toMatchObject({
      state: 'failed',
      error: { code: 'nobody-listens' },
    });
    expect(world.announcements.subjects).toEqual([FAILED]);
  });

  it('does nothing for a job that has ended', async () => {
    const jobId = await world.install(['app']);
    const before = await world.installer.job.run({ jobId });

    await world.deliver(2);

    expect(await world.installer.job.run({ jobId })).toEqual(before);
    expect(world.governance.questions).toHaveLength(1);
  });

  it('names an unexpected fault without telling its text', async () => {
    const { jobId } = await world.installer.install.run({
      skillId: 'skill',
      agentId: 'agent',
      requirements: ['app'],
    });
    jest.spyOn(world.scanner, 'scan').mockRejectedValue(new Error('password=hunter2'));

    await world.deliver(4, true).catch(() => undefined);

    const { error } = await world.installer.job.run({ jobId });
    expect(error?.code).toBe('internal');
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});
