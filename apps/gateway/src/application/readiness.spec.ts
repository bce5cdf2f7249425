import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ask, startFakeGateway } from '../gateway.fake';
import { FakeServiceBus } from './ports/service-bus.fake';
import { Readiness } from './readiness';

describe('apps/gateway/application/readiness', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeEach(async () => ({ app, bus } = await startFakeGateway()));
  afterEach(() => app.close());
  const get = (url: string) => ask(app, { method: 'GET', url });

  it('is ready when the bus and all services answer', async () => {
    const answer = await get('/ready');

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      ready: true,
      bus: true,
      services: {
        governance: true,
        scanner: true,
        'installer-python': true,
        'installer-npm': true,
        audit: true,
      },
      missing: [],
    });
  });

  it.each(['governance', 'scanner', 'installer-python', 'installer-npm', 'audit'])(
    'is not ready without %s, and says so',
    async (name) => {
      bus.running.delete(name);

      const answer = await get('/ready');

      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({
        ready: false,
        bus: true,
        missing: [name],
        services: { [name]: false },
      });
    },
  );

  it('is not ready without a bus, and lives on', async () => {
    bus.connected = false;

    expect((await get('/ready')).json()).toEqual({
      ready: false,
      bus: false,
      services: {},
      missing: ['bus'],
    });
    expect((await get('/ready')).statusCode).toBe(503);
    expect((await get('/health')).statusCode).toBe(200);
  });

  it('asks the services once for many questions at a time, and again later', async () => {
    let now = 0;
    const readiness = new Readiness(bus, () => now);
    await Promise.all([readiness.check(), readiness.check(), readiness.check()]);
    const first = bus.discoveries;
    now = 1_000;
    bus.running.delete('audit');

    await expect(readiness.check()).resolves.toMatchObject({ ready: false, missing: ['audit'] });
    expect([first, bus.discoveries]).toEqual([1, 2]);
  });
});
