import { banPackage, installer, type ErrorCode } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../application/ports/service-bus.fake';
import { ask, resetServices, startFakeGateway, type Asked } from '../../gateway.fake';

const CHECK = '/api/packages/npm/check?agent_id=a&package_name=x&version=1';
const BAN = { method: 'POST', url: '/api/packages/ban', role: 'reviewer' } as const;
const BANNED = { package_name: 'x', version: '1', reason: 'bad' };
const EXECUTE = { method: 'POST', url: '/api/packages/execute', role: 'executor' } as const;

describe('apps/gateway/adapters/rest/parse-input', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());
  beforeEach(() => resetServices(bus));

  it.each<[string, Asked, number, ErrorCode]>([
    ['malformed JSON', { ...BAN, body: '{"package_name":' }, 400, 'malformed-json'],
    ['bytes that are no UTF-8', { ...BAN, body: Buffer.from([0x22, 0xff, 0x22]) }, 400, 'malformed-json'],
    ['no body', { ...BAN }, 400, 'invalid-request'],
    ['an empty body', { ...BAN, body: '' }, 400, 'invalid-request'],
    ['null', { ...BAN, body: 'null' }, 400, 'invalid-request'],
    ['an array', { ...BAN, body: [BANNED] }, 400, 'invalid-request'],
    ['a text', { ...BAN, body: '"x"' }, 400, 'invalid-request'],
    [
      'another content type',
      { ...BAN, body: 'x=1', headers: { 'content-type': 'text/plain' } },
      400,
      'invalid-request',
    ],
    [
      'a form',
      { ...BAN, body: 'x=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'invalid-request',
    ],
    ['an unknown field', { ...BAN, body: { ...BANNED, admin: true } }, 400, 'invalid-request'],
    [
      'a field of the prototype',
      { ...BAN, body: '{"package_name":"x","version":"1","reason":"r","__proto__":{"a":1}}' },
      400,
      'invalid-request',
    ],
    [
      'an actor',
      { ...BAN, body: { ...BANNED, actor: { kind: 'person', id: 'someone-else' } } },
      400,
      'invalid-request',
    ],
    [
      'an approver of the seeds',
      { ...BAN, body: { ...BANNED, banned_by: 'someone-else' } },
      400,
      'invalid-request',
    ],
    ['an ecosystem', { ...BAN, body: { ...BANNED, ecosystem: 'npm' } }, 400, 'invalid-request'],
    ['a field in two spellings', { ...BAN, body: { ...BANNED, packageName: 'y' } }, 400, 'invalid-request'],
    ['a missing field', { ...BAN, body: { package_name: 'x', reason: 'r' } }, 400, 'invalid-request'],
    ['a number for a text', { ...BAN, body: { ...BANNED, version: 1 } }, 400, 'invalid-request'],
    ['an empty reason', { ...BAN, body: { ...BANNED, reason: '' } }, 400, 'invalid-request'],
    [
      'a body beyond 4 MiB',
      { ...BAN, body: { ...BANNED, reason: 'x'.repeat(4 * 1024 ** 2) } },
      413,
      'payload-too-large',
    ],
    [
      'an unknown status',
      { method: 'GET', url: '/api/packages?status=unknown', role: 'viewer' },
      400,
      'invalid-request',
    ],
    ['a limit of 0', { method: 'GET', url: '/api/packages?limit=0', role: 'viewer' }, 400, 'invalid-request'],
    [
      'a limit of words',
      { method: 'GET', url: '/api/packages?limit=many', role: 'viewer' },
      400,
      'invalid-request',
    ],
    [
      'an unknown parameter',
      { method: 'GET', url: '/api/packages?admin=1', role: 'viewer' },
      400,
      'invalid-request',
    ],
    [
      'a parameter twice',
      { method: 'GET', url: `${CHECK}&version=2`, role: 'viewer' },
      400,
      'invalid-request',
    ],
    [
      'a missing parameter',
      { method: 'GET', url: '/api/packages/check?agent_id=a', role: 'viewer' },
      400,
      'invalid-request',
    ],
    [
      'a digest that is none',
      { method: 'GET', url: '/api/reports/latest', role: 'viewer' },
      400,
      'invalid-request',
    ],
    [
      'a body where none belongs',
      { method: 'DELETE', url: '/api/packages/s', role: 'reviewer', body: { force: true } },
      400,
      'invalid-request',
    ],
    [
      'no package at all',
      { method: 'POST', url: '/api/packages/reject', role: 'reviewer', body: { reason: 'r' } },
      400,
      'invalid-request',
    ],
    [
      'packages in two ways',
      {
        method: 'POST',
        url: '/api/packages/reject',
        role: 'reviewer',
        body: { reason: 'r', request_id: 'q', package_name: 'x', version: '1' },
      },
      400,
      'invalid-request',
    ],
    [
      'a name without its version',
      {
        method: 'POST',
        url: '/api/packages/approve',
        role: 'reviewer',
        body: { min_maturity: 'intern', package_name: 'x' },
      },
      400,
      'invalid-request',
    ],
    [
      'an approval for students',
      {
        method: 'POST',
        url: '/api/packages/approve',
        role: 'reviewer',
        body: { min_maturity: 'student', request_id: 'q' },
      },
      400,
      'invalid-request',
    ],
    [
      'a request for nothing',
      { method: 'POST', url: '/api/packages/request', role: 'executor', body: {} },
      400,
      'invalid-request',
    ],
    [
      'a request in two ways',
      {
        method: 'POST',
        url: '/api/packages/request',
        role: 'executor',
        body: { package_name: 'x', requirements: ['y'] },
      },
      400,
      'invalid-request',
    ],
    [
      'an unknown limit',
      { ...EXECUTE, body: { skill_id: 's', agent_id: 'a', code: '', limits: { network: true } } },
      400,
      'invalid-request',
    ],
    [
      'a limit beyond the greatest',
      { ...EXECUTE, body: { skill_id: 's', agent_id: 'a', code: '', limits: { pids: 100_000 } } },
      400,
      'invalid-request',
    ],
    [
      'code beyond 1 MiB',
      { ...EXECUTE, body: { skill_id: 's', agent_id: 'a', code: 'x'.repeat(1024 ** 2 + 1) } },
      400,
      'invalid-request',
    ],
    [
      'an address that cannot be decoded',
      { method: 'GET', url: '/api/packages/%zz/status', role: 'viewer' },
      400,
      'invalid-request',
    ],
    ['an unknown path', { method: 'GET', url: '/api/nothing', role: 'viewer' }, 404, 'route-not-found'],
    ['an unknown method', { method: 'PUT', url: '/api/packages', role: 'viewer' }, 404, 'route-not-found'],
    [
      'a path out of the docs',
      { method: 'GET', url: '/api/docs/..%2f..%2fpackage.json', role: 'viewer' },
      404,
      'route-not-found',
    ],
  ])('%s', async (_, asked, status, code) => {
    const answer = await ask(app, asked);

    expect(answer.json()).toMatchObject({ code, message: expect.any(String), hint: expect.any(String) });
    expect(answer.statusCode).toBe(status);
    expect(bus.asked).toEqual([]);
  });

  it('takes code of 1 MiB whose every character needs an escape', async () => {
    const answer = await ask(app, {
      ...EXECUTE,
      body: { skill_id: 's', agent_id: 'a', code: '\n'.repeat(1024 ** 2) },
    });

    expect(answer.statusCode).toBe(200);
  });

  it.each([
    ['an id with a slash', '/api/packages/a%2Fb/status', 'a/b'],
    ['an id that climbs', '/api/packages/..%2F..%2Fetc/status', '../../etc'],
    ['a long id', `/api/packages/${'a'.repeat(10_240)}/status`, 'a'.repeat(10_240)],
  ])('%s reaches the domain as it is, which judges it', async (_, url, skillId) => {
    await ask(app, { method: 'GET', url, role: 'viewer' });

    expect(bus.asked).toEqual([{ subject: installer.pypi.status.subject, request: { skillId } }]);
  });

  it.each([
    ['likeThis', { packageName: 'x', version: '1', reason: 'bad' }],
    ['like_this', BANNED],
  ])('takes fields spelled %s', async (_, body) => {
    const answer = await ask(app, { ...BAN, body });

    expect(answer.statusCode).toBe(200);
    expect(bus.asked).toEqual([
      {
        subject: banPackage.subject,
        request: expect.objectContaining({ package: { ecosystem: 'pypi', name: 'x', version: '1' } }),
      },
    ]);
  });

  it('takes a body without bytes for no body, as clients send with DELETE', async () => {
    const answer = await ask(app, { method: 'DELETE', url: '/api/packages/s', role: 'reviewer', body: '' });

    expect(answer.statusCode).toBe(200);
  });
});
