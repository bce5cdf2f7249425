import { DomainError, installer, type ErrorCode } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ask, startFakeGateway } from '../gateway.fake';
import { SallyportClient } from '@sallyport/client';
import { FakeServiceBus } from './ports/service-bus.fake';
import { InstallSkill } from './install-skill';

const BODY = { skill_id: 's', agent_id: 'a', requirements: ['lodash'] };
const job = (change: object) => ({
  jobId: 'j1',
  state: 'running',
  installation: null,
  error: null,
  ...change,
});
const failed = (code: ErrorCode, details: unknown) =>
  job({ state: 'failed', error: { code, message: 'the facts', hint: 'the hint', details } });

describe('apps/gateway/application/install-skill', () => {
  describe('over REST', () => {
    let app: NestFastifyApplication;
    let bus: FakeServiceBus;

    beforeAll(async () => ({ app, bus } = await startFakeGateway()));
    afterAll(() => app.close());

    const install = (query = '') =>
      ask(app, { method: 'POST', url: `/api/packages/npm/install${query}`, body: BODY, role: 'executor' });
    const jobIs = (...states: object[]) =>
      bus.serve(installer.npm.job, () => (states.length > 1 ? states.shift() : states[0]));

    it('waits for the end, and answers warnings with the result', async () => {
      const installation = {
        skillId: 's',
        verdict: 'warning',
        warnings: [{ rule: 'npm-install-hook', severity: 'low' }],
      };
      jobIs(job({ state: 'queued' }), job({}), job({ state: 'done', installation }));

      const answer = await install();

      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual(installation);
    });

    it.each<[ErrorCode, number, unknown]>([
      [
        'install-script-malicious',
        403,
        { findings: [{ name: 'evil', rule: 'reads-credentials', file: 'setup.js', line: 3 }] },
      ],
      [
        'install-denied',
        403,
        {
          refused: [
            { name: 'left-pad', version: '1.3.0', reasonCode: 'banned', path: ['a@1.0.0', 'left-pad@1.3.0'] },
          ],
        },
      ],
      ['version-conflict', 409, { explanation: 'a needs b<2' }],
      ['package-not-found', 404, undefined],
      ['engine-unavailable', 503, undefined],
      ['disk-full', 507, undefined],
      ['timeout', 504, undefined],
      ['nobody-listens', 503, undefined],
    ])("answers the job's own error %s as %i with its details", async (code, status, details) => {
      jobIs(failed(code, details));

      const answer = await install();

      expect(answer.statusCode).toBe(status);
      expect(answer.json()).toEqual({
        code,
        message: 'the facts',
        hint: 'the hint',
        ...(details === undefined ? {} : { details }),
      });
    });

    it.each([
      ['npm', '/api/packages/npm'],
      ['pypi', '/api/packages'],
    ])('%s: answers at once with the job where nobody waits', async (_, base) => {
      bus.asked.splice(0);

      const answer = await ask(app, {
        method: 'POST',
        url: `${base}/install?wait=false`,
        body: BODY,
        role: 'executor',
      });

      expect(answer.statusCode).toBe(202);
      expect(answer.json()).toEqual({ jobId: 'j1' });
      expect(answer.headers.location).toBe(`${base}/jobs/j1`);
      expect(bus.asked).toHaveLength(1);
    });

    it.each(['no', '0', 'FALSE', ''])('refuses wait=%s', async (wait) => {
      expect((await install(`?wait=${wait}`)).statusCode).toBe(400);
    });
  });

  describe('when the job is lost sight of', () => {
    const SKILL = { ecosystem: 'npm' as const, skillId: 's', agentId: 'a', requirements: ['x'] };
    let bus: FakeServiceBus;
    let use: InstallSkill;

    beforeEach(() => {
      bus = new FakeServiceBus().serve(installer.npm.install, () => ({ jobId: 'j1' }));
      use = new InstallSkill(bus, SallyportClient.over(bus), { waitMs: 0, pollMs: 1 });
    });

    it('answers with the job where it takes longer than anybody waits', async () => {
      bus.serve(installer.npm.job, () => job({}));

      await expect(use.queueAndWait(SKILL)).resolves.toEqual({ jobId: 'j1' });
    });

    it('names the job where the installer is gone', async () => {
      bus.serve(installer.npm.job, () => {
        throw new DomainError('nobody-listens', 'No service serves it now');
      });

      await expect(use.queueAndWait(SKILL)).rejects.toMatchObject({
        details: { jobId: 'j1' },
        hint: expect.stringContaining('j1'),
      });
    });

    it('throws what stopped the job from being queued', async () => {
      bus.serve(installer.npm.install, () => {
        throw new DomainError('invalid-requirement', 'no');
      });

      await expect(use.queueAndWait(SKILL)).rejects.toMatchObject({ code: 'invalid-requirement' });
    });
  });
});
