import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../application/ports/service-bus.fake';
import { ask, resetServices, startFakeGateway, TOKENS } from '../../gateway.fake';

const CHECK = '/api/packages/npm/check?agent_id=a&package_name=x&version=1';

describe('apps/gateway/adapters/rest/authenticate', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());
  beforeEach(() => resetServices(bus));

  it.each([
    ['none', undefined],
    ['an unknown one', 'Bearer nobody'],
    ['another scheme', `Basic ${TOKENS.admin}`],
    ['no scheme', TOKENS.admin],
    ['two', `Bearer ${TOKENS.admin} ${TOKENS.admin}`],
    ['an empty one', 'Bearer '],
    ['its digest', `Bearer ${createHash('sha256').update(TOKENS.admin).digest('hex')}`],
    ['one in other letters', `Bearer ${TOKENS.admin.toUpperCase()}`],
    ['a very long one', `Bearer ${'a'.repeat(5_000)}`],
  ])('token: %s is 401, before the body is read', async (_, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };

    const answer = await ask(app, { method: 'POST', url: '/api/packages/ban', body: '{"broken', headers });

    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it.each(['/api/packages', '/api/nothing', '/', '/health/../api/packages', '//health'])(
    'GET %s is closed without a token',
    async (url) => {
      const answer = await ask(app, { method: 'GET', url });

      expect(answer.statusCode).toBe(401);
    },
  );

  it('HEAD is closed without a token as GET is', async () => {
    expect((await ask(app, { method: 'HEAD', url: '/api/packages' })).statusCode).toBe(401);
    expect((await ask(app, { method: 'HEAD', url: '/api/audit/stats', role: 'executor' })).statusCode).toBe(
      403,
    );
  });

  it('the scheme of the token may be in any letters', async () => {
    const answer = await ask(app, {
      method: 'GET',
      url: CHECK,
      headers: { authorization: `bearer ${TOKENS.viewer}` },
    });

    expect(answer.statusCode).toBe(200);
  });
});
