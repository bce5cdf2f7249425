import { checkPackage, DomainError, ERROR_CODES, type ErrorCode } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../application/ports/service-bus.fake';
import { ask, resetServices, startFakeGateway } from '../../gateway.fake';
import { HTTP_STATUS } from './http-status';

const CHECK = '/api/packages/npm/check?agent_id=a&package_name=x&version=1';

describe('apps/gateway/adapters/rest/error-filter', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());
  beforeEach(() => resetServices(bus));

  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  it.each(codes.map((code) => [code, HTTP_STATUS[code]] as const))(
    '%s is %i, with message, hint and details',
    async (code, status) => {
      bus.serve(checkPackage, () => {
        throw new DomainError(code, 'the facts', {
          hint: 'the hint',
          details: { why: [1] },
          cause: new Error('the private cause'),
        });
      });

      const answer = await ask(app, { method: 'GET', url: CHECK, role: 'viewer' });

      expect(answer.statusCode).toBe(status);
      expect(answer.json()).toEqual({ code, message: 'the facts', hint: 'the hint', details: { why: [1] } });
    },
  );

  it.each<[ErrorCode, number]>([
    ['nobody-listens', 503],
    ['bus-unavailable', 503],
    ['store-unavailable', 503],
    ['engine-unavailable', 503],
    ['stale-revision', 503],
    ['timeout', 504],
    ['disk-full', 507],
    ['invalid-name', 400],
    ['invalid-skill-id', 400],
    ['installation-not-found', 404],
    ['transition-refused', 409],
    ['version-conflict', 409],
    ['payload-too-large', 413],
    ['unauthenticated', 401],
    ['permission-denied', 403],
    ['install-script-malicious', 403],
    ['install-denied', 403],
    ['internal', 500],
  ])('the table says that %s is %i', (code, status) => {
    expect(HTTP_STATUS[code]).toBe(status);
  });

  it.each(codes)('%s is a failure: 4xx or 5xx', (code) => {
    expect(HTTP_STATUS[code]).toBeGreaterThanOrEqual(400);
    expect(HTTP_STATUS[code]).toBeLessThan(600);
  });

  it.each([
    ['a bug', new TypeError('secret of x is undefined')],
    ['something that is no error', 'secret'],
    ['an error of a foreign library with a status', Object.assign(new Error('secret'), { statusCode: 502 })],
  ])('%s leaves as internal, without its text or stack', async (_, thrown) => {
    bus.serve(checkPackage, () => {
      throw thrown;
    });

    const answer = await ask(app, { method: 'GET', url: CHECK, role: 'viewer' });

    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal' });
    expect(answer.body).not.toMatch(/secret|\.ts:|node_modules/);
  });

  it('a check whose reply contradicts itself is no answer', async () => {
    bus.serve(checkPackage, () => ({ allowed: true, effect: 'deny' }));

    const answer = await ask(app, { method: 'GET', url: CHECK, role: 'viewer' });

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('"allowed":true');
  });

  it('answers at once that the bus is away', async () => {
    bus.connected = false;

    const answer = await ask(app, { method: 'GET', url: CHECK, role: 'viewer' });

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'bus-unavailable' });
  });

  it('sends security headers with answers and errors alike', async () => {
    const answers = [
      await ask(app, { method: 'GET', url: CHECK, role: 'viewer' }),
      await ask(app, { method: 'GET', url: CHECK }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 401]);
    expect(answers.map(({ headers }) => headers)).toEqual(
      answers.map(() =>
        expect.objectContaining({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'SAMEORIGIN',
          'content-security-policy': expect.stringContaining("default-src 'self'"),
        }),
      ),
    );
  });
});
