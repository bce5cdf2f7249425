import { checkPackage, DomainError } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { startNatsServer } from '../../../../../test/support/nats-server';
import { BackgroundBus } from './background-bus';

const CONFIG = { url: '', seed: '', user: 'gateway', name: 'test' };
const CHECK = { agentId: 'a', ecosystem: 'npm', name: 'x', version: '1.0.0' };

/** Asks until the answer is another one than "no bus". */
async function untilConnected(bus: BackgroundBus): Promise<unknown> {
  for (;;) {
    const failure: unknown = await bus.call(checkPackage, CHECK).catch((cause: unknown) => cause);
    if (!DomainError.is(failure) || failure.code !== 'bus-unavailable') return failure;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('apps/gateway/adapters/nats/background-bus', () => {
  it.each([
    ['call', async (bus: BackgroundBus) => bus.call(checkPackage, CHECK)],
    ['subscribe', async (bus: BackgroundBus) => bus.subscribe('progress.install.x', () => undefined)],
    ['discover', async (bus: BackgroundBus) => bus.discover()],
  ])('%s says bus-unavailable while there is no server', async (_, use) => {
    const bus = new BackgroundBus({ ...CONFIG, url: 'nats://127.0.0.1:1' });

    await expect(use(bus)).rejects.toMatchObject({ code: 'bus-unavailable' });
    await bus.close();
  });

  it('connects by itself when the server comes, and fails closed when it goes', async () => {
    const server = await startNatsServer();
    let attempts = 0;
    const bus = new BackgroundBus({ ...CONFIG, url: server.url }, async (config) => {
      attempts += 1;
      if (attempts === 1) throw new DomainError('bus-unavailable', 'No NATS server answers');
      return Bus.connect(config);
    });

    await expect(untilConnected(bus)).resolves.toMatchObject({ code: 'nobody-listens' });
    await expect(bus.discover()).resolves.toEqual([]);
    const { connection } = await Bus.connect({ ...CONFIG, url: server.url });
    const asked = new Promise((resolve) => connection.subscribe(checkPackage.subject, { callback: resolve }));
    await connection.flush();
    const underWay = bus.call(checkPackage, CHECK, { timeoutMs: 10_000 }).catch((cause: unknown) => cause);
    await asked;
    await server.stop();

    await expect(underWay).resolves.toMatchObject({ code: 'bus-unavailable' });
    await expect(bus.call(checkPackage, CHECK)).rejects.toMatchObject({ code: 'bus-unavailable' });
    await connection.close();
    await bus.close();
  }, 30_000);
});
