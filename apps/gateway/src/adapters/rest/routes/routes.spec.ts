import { ROLES } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../../application/ports/service-bus.fake';
import { ask, startFakeGateway } from '../../../gateway.fake';
import { AGENT_ROWS, EVIDENCE_ROWS } from './agent-rows.cases';
import { ROUTES } from './index';
import { PACKAGE_ROWS } from './package-rows.cases';
import { POLICY_ROWS, REVIEW_ROWS } from './review-rows.cases';
import { LETTER } from './route-row.cases';

const ROWS = [...PACKAGE_ROWS, ...AGENT_ROWS, ...EVIDENCE_ROWS, ...REVIEW_ROWS, ...POLICY_ROWS];

describe('apps/gateway/adapters/rest/routes', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());
  beforeEach(() => bus.asked.splice(0));

  it('has a row here for every route', () => {
    const listed = ROWS.map(([method, pattern]) => `${method} ${pattern}`);

    expect(ROUTES.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...new Set(listed)].sort());
  });

  it.each(ROWS)(
    '%s %s asks its one endpoint, in the name of the token',
    async (method, _, url, body, _who, subject, request) => {
      const answer = await ask(app, { method, url, body, role: 'admin' });

      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain('application/json');
      expect(bus.asked[0]).toEqual({ subject, request });
    },
  );

  it.each(ROWS)('%s %s is closed without a token', async (method, _, url, body) => {
    const answer = await ask(app, { method, url, body });

    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(bus.asked).toEqual([]);
  });

  const byRole = ROWS.flatMap(([method, pattern, url, body, who]) =>
    ROLES.map((role) => [role, method, pattern, who.includes(LETTER[role]) ? 200 : 403, url, body] as const),
  );
  it.each(byRole)('%s %s %s: %i', async (role, method, _, status, url, body) => {
    const answer = await ask(app, { method, url, body, role });

    expect(answer.statusCode).toBe(status);
    expect(bus.asked.length > 0).toBe(status === 200);
  });

  it.each([
    [
      '/api/packages/npm/check?agent_id=a&package_name=x&version=1',
      'governance.package.check',
      { ecosystem: 'npm' },
    ],
    ['/api/packages/npm/stats', 'governance.package.stats', {}],
    ['/api/packages/npm', 'governance.package.list', { ecosystem: 'npm' }],
    ['/api/packages/npm/', 'governance.package.list', { ecosystem: 'npm' }],
    ['/api/packages/', 'governance.package.list', { ecosystem: 'pypi' }],
    ['/api/packages/npm/s/status', 'installer.npm.status', { skillId: 's' }],
    ['/api/packages/check/status', 'installer.pypi.status', { skillId: 'check' }],
  ])('GET %s is not swallowed by a path of the other ecosystem', async (url, subject, request) => {
    await ask(app, { method: 'GET', url, role: 'viewer' });

    expect(bus.asked).toEqual([{ subject, request: expect.objectContaining(request) }]);
  });

  it.each([
    ['DELETE', '/api/packages/npm', undefined],
    ['GET', '/api/packages/npm/status', undefined],
    ['DELETE', '/api/packages/jobs', undefined],
    ['DELETE', '/api/packages/npm/jobs', undefined],
    ['POST', '/api/packages/install', { skill_id: 'npm', agent_id: 'a', requirements: ['x'] }],
    ['POST', '/api/packages/npm/install', { skill_id: 'jobs', agent_id: 'a', requirements: ['x'] }],
  ])('%s %s refuses a skill that is a word of the paths', async (method, url, body) => {
    const answer = await ask(app, { method, url, body, role: 'admin' });

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-skill-id' });
    expect(bus.asked).toEqual([]);
  });

  it('answers a denied check with 200: a denial is a value', async () => {
    const answer = await ask(app, {
      method: 'GET',
      url: '/api/packages/npm/check?agent_id=a&package_name=x&version=1',
      role: 'viewer',
    });

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ allowed: false, reasonCode: 'banned', maturityRequired: null });
  });
});
