import { DomainError, installer, installProgressSubject, type InstallProgress } from '@sallyport/domain';
import { FakeBus } from './fake-bus.fake';
import { SallyportClient } from './sallyport-client';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const INSTALLATION = {
  skillId: 's1',
  ecosystem: 'npm',
  agentId: 'a1',
  requirements: ['lodash'],
  lockDigest: DIGEST,
  image: 'sallyport/skill-npm:abc',
  imageId: DIGEST,
  packages: 1,
  reused: false,
  verdict: 'clean',
  warnings: [],
  sbomDigest: DIGEST,
  revision: 3,
  installedAt: '2026-01-01T00:00:00.000Z',
  steps: { resolve: 10 },
};
const JOB = {
  jobId: 'j1',
  skillId: 's1',
  ecosystem: 'npm',
  attempts: 1,
  step: null,
  installation: null,
  error: null,
};
const QUEUED = { ...JOB, state: 'queued' };
const RUNNING = { ...JOB, state: 'running', step: 'build' };
const DONE = { ...JOB, state: 'done', installation: INSTALLATION };
const DENIED = {
  ...JOB,
  state: 'failed',
  error: {
    code: 'install-denied',
    message: 'lodash@4.17.21 is banned',
    hint: 'Ask a reviewer.',
    details: { refused: [] },
  },
};
const SKILL = { skillId: 's1', ecosystem: 'npm', requirements: ['lodash'] } as const;
const SUBJECT = installProgressSubject('j1');
const FINISHED: InstallProgress = { jobId: 'j1', state: 'finished', step: null, message: 'Done.' };

/** Answers the job endpoint with one entry after the other, the last one for ever; an Error is thrown. */
function stackAnswering(...jobs: (object | Error)[]): FakeBus {
  let asked = 0;
  return new FakeBus()
    .serve(installer.npm.install, () => ({ jobId: 'j1' }))
    .serve(installer.npm.job, () => {
      const job = jobs[Math.min(asked++, jobs.length - 1)];
      if (job instanceof Error) throw job;
      return job;
    });
}

const clientOver = (bus: FakeBus) => SallyportClient.over(bus, 'a1');

describe('libs/client/follow-install', () => {
  it('resolves to the installation without a single progress message', async () => {
    const bus = stackAnswering(QUEUED, RUNNING, DONE);

    expect(await clientOver(bus).install(SKILL, { pollMs: 1 })).toEqual(INSTALLATION);
    expect(bus.listenersOf(SUBJECT)).toBe(0);
  });

  it.each(['timeout', 'nobody-listens', 'bus-unavailable', 'stale-revision'])(
    "throws the job's own error although %s, asked for, would pass",
    async (code) => {
      const bus = stackAnswering({ ...DENIED, error: { ...DENIED.error, code } });

      await expect(clientOver(bus).install(SKILL, { pollMs: 60_000 })).rejects.toMatchObject({ code });
    },
  );

  it('hands progress on, drops what is not progress, and is woken by the end', async () => {
    const bus = stackAnswering(QUEUED, DONE);
    const seen: InstallProgress[] = [];

    const installed = clientOver(bus).install(SKILL, {
      pollMs: 60_000,
      onProgress: (progress) => seen.push(progress),
    });
    await untilListening(bus);
    bus.publish(SUBJECT, { jobId: 'j1', state: 'forged' });
    bus.publish(SUBJECT, FINISHED);

    expect(await installed).toEqual(INSTALLATION);
    expect(seen).toEqual([FINISHED]);
  });

  it("throws the job's own error", async () => {
    const failure = clientOver(stackAnswering(RUNNING, DENIED)).install(SKILL, { pollMs: 1 });

    await expect(failure).rejects.toMatchObject({ name: 'DomainError', ...DENIED.error });
  });

  it.each([
    ['done without an installation', { ...JOB, state: 'done' }],
    ['failed without an error', { ...JOB, state: 'failed' }],
    ['failed with an installation but no error', { ...DONE, state: 'failed' }],
  ])('never takes %s for an installation', async (_, job) => {
    await expect(clientOver(stackAnswering(job)).install(SKILL, { pollMs: 1 })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it.each(['timeout', 'nobody-listens', 'bus-unavailable'] as const)(
    'outlives a passing %s',
    async (code) => {
      const bus = stackAnswering(RUNNING, new DomainError(code, 'a worker restarts'), DONE);

      expect(await clientOver(bus).install(SKILL, { pollMs: 1 })).toEqual(INSTALLATION);
    },
  );

  it.each(['timeout', 'job-not-found', 'permission-denied'] as const)(
    'gives up on a lasting %s',
    async (code) => {
      const bus = stackAnswering(new DomainError(code, 'for ever'));

      await expect(clientOver(bus).install(SKILL, { pollMs: 1 })).rejects.toMatchObject({ code });
      expect(bus.listenersOf(SUBJECT)).toBe(0);
    },
  );

  it('gives up when the job takes too long', async () => {
    const failure = clientOver(stackAnswering(RUNNING)).install(SKILL, { pollMs: 1, timeoutMs: 5 });

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
  });
});

async function untilListening(bus: FakeBus): Promise<void> {
  while (bus.listenersOf(SUBJECT) === 0) await new Promise((resolve) => setImmediate(resolve));
}
