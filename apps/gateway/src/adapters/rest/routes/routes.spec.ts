import { ROLES, type Role } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../../application/ports/service-bus.fake';
import { ask, startFakeGateway } from '../../../gateway.fake';
import { ROUTES } from './index';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ONE = { package_name: 'left-pad', version: '1.3.0' };
const SKILL = { skill_id: 's', agent_id: 'a' };
const actor = { kind: 'person', id: 'p-admin' };
const ref = (ecosystem: string) => ({ ecosystem, name: 'left-pad', version: '1.3.0' });

type Row = [
  method: string,
  pattern: string,
  url: string,
  body: unknown,
  who: string,
  subject: string,
  request: unknown,
];

/** v viewer, e executor, r reviewer, a admin. */
const LETTER: Readonly<Record<Role, string>> = { viewer: 'v', executor: 'e', reviewer: 'r', admin: 'a' };

function packageRows(base: string, eco: string, exact: string): Row[] {
  const on = `installer.${eco}`;
  return [
    [
      'GET',
      base,
      `${base}?status=pending&limit=5&after=x&request_id=r`,
      undefined,
      'vera',
      'governance.package.list',
      { ecosystem: eco, status: 'pending', limit: 5, after: 'x', requestId: 'r' },
    ],
    [
      'GET',
      `${base}/check`,
      `${base}/check?agent_id=a&package_name=left-pad&version=1.3.0&min_revision=3`,
      undefined,
      'vera',
      'governance.package.check',
      { agentId: 'a', ...ref(eco), minRevision: 3 },
    ],
    [
      'POST',
      `${base}/check`,
      `${base}/check`,
      { agent_id: 'a', packages: [ONE] },
      'vera',
      'governance.package.check-closure',
      { agentId: 'a', ecosystem: eco, packages: [{ name: 'left-pad', version: '1.3.0' }] },
    ],
    ['GET', `${base}/stats`, `${base}/stats`, undefined, 'vera', 'governance.package.stats', {}],
    [
      'POST',
      `${base}/request`,
      `${base}/request`,
      ONE,
      'era',
      'governance.package.request',
      { actor, ecosystem: eco, requirements: [exact], closure: true },
    ],
    [
      'POST',
      `${base}/approve`,
      `${base}/approve`,
      { request_id: 'r', min_maturity: 'supervised' },
      'ra',
      'governance.package.approve',
      { actor, requestId: 'r', minMaturity: 'supervised' },
    ],
    [
      'POST',
      `${base}/reject`,
      `${base}/reject`,
      { packages: [ONE], reason: 'no' },
      'ra',
      'governance.package.reject',
      { actor, packages: [ref(eco)], reason: 'no' },
    ],
    [
      'POST',
      `${base}/revoke`,
      `${base}/revoke`,
      { ...ONE, reason: 'no' },
      'ra',
      'governance.package.revoke',
      { actor, packages: [ref(eco)], reason: 'no' },
    ],
    [
      'POST',
      `${base}/ban`,
      `${base}/ban`,
      { ...ONE, reason: 'bad' },
      'ra',
      'governance.package.ban',
      { actor, package: ref(eco), reason: 'bad' },
    ],
    [
      'POST',
      `${base}/unban`,
      `${base}/unban`,
      ONE,
      'ra',
      'governance.package.unban',
      { actor, package: ref(eco) },
    ],
    [
      'POST',
      `${base}/inspect`,
      `${base}/inspect`,
      { requirements: ['x'] },
      'ra',
      `${on}.inspect`,
      { requirements: ['x'] },
    ],
    [
      'POST',
      `${base}/install`,
      `${base}/install`,
      { ...SKILL, requirements: ['x'] },
      'era',
      `${on}.install`,
      { skillId: 's', agentId: 'a', requirements: ['x'] },
    ],
    ['GET', `${base}/installations`, `${base}/installations`, undefined, 'vera', `${on}.list`, {}],
    ['GET', `${base}/jobs/:jobId`, `${base}/jobs/j1`, undefined, 'era', `${on}.job`, { jobId: 'j1' }],
    [
      'POST',
      `${base}/execute`,
      `${base}/execute`,
      { ...SKILL, code: 'return 1', inputs: { n: [1] }, limits: { wallMs: 1000 } },
      'era',
      `${on}.execute`,
      { skillId: 's', agentId: 'a', code: 'return 1', inputs: { n: [1] }, limits: { wallMs: 1000 } },
    ],
    [
      'GET',
      `${base}/:skillId/status`,
      `${base}/s.1/status`,
      undefined,
      'vera',
      `${on}.status`,
      { skillId: 's.1' },
    ],
    ['DELETE', `${base}/:skillId`, `${base}/s`, undefined, 'ra', `${on}.cleanup`, { skillId: 's', actor }],
  ];
}

const ROWS: Row[] = [
  ...packageRows('/api/packages', 'pypi', 'left-pad==1.3.0'),
  ...packageRows('/api/packages/npm', 'npm', 'left-pad@1.3.0'),
  [
    'GET',
    '/api/agents',
    '/api/agents?limit=2&after=a',
    undefined,
    'vera',
    'governance.agent.list',
    { limit: 2, after: 'a' },
  ],
  [
    'POST',
    '/api/agents',
    '/api/agents',
    { agent_id: 'a', maturity: 'intern' },
    'a',
    'governance.agent.register',
    { actor, agentId: 'a', maturity: 'intern' },
  ],
  [
    'GET',
    '/api/agents/:agentId',
    '/api/agents/a:1',
    undefined,
    'vera',
    'governance.agent.get',
    { agentId: 'a:1' },
  ],
  [
    'PATCH',
    '/api/agents/:agentId',
    '/api/agents/a',
    { maturity: 'supervised', reason: 'grown' },
    'a',
    'governance.agent.change',
    { actor, agentId: 'a', maturity: 'supervised', reason: 'grown' },
  ],
  [
    'GET',
    '/api/reports/:digest',
    `/api/reports/${DIGEST}`,
    undefined,
    'vera',
    'scanner.report.get',
    { digest: DIGEST },
  ],
  ['GET', '/api/advisories', '/api/advisories', undefined, 'vera', 'scanner.advisories.status', {}],
  [
    'POST',
    '/api/advisories/import',
    '/api/advisories/import',
    { source: 'osv.zip' },
    'a',
    'scanner.advisories.import',
    { actor, source: 'osv.zip' },
  ],
  ['GET', '/api/audit/stats', '/api/audit/stats', undefined, 'vra', 'audit.trail.stats', {}],
  [
    'GET',
    '/api/audit/search',
    '/api/audit/search?type=t&text=x&before=9&limit=3',
    undefined,
    'vra',
    'audit.trail.search',
    { type: 't', text: 'x', before: 9, limit: 3 },
  ],
  ['GET', '/api/audit/verify', '/api/audit/verify', undefined, 'vra', 'audit.trail.verify', {}],
];

describe('apps/gateway/adapters/rest/routes', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());
  beforeEach(() => bus.asked.splice(0));

  it('has a row here for every route', () => {
    const listed = ROWS.map(([method, pattern]) => `${method} ${pattern}`);

    expect(ROUTES.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(listed.sort());
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
