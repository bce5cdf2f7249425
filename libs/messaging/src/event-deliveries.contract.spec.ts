import { EVENTS_STREAM, imageRemoved, WEBHOOKS_CONSUMER, type EventEnvelope } from '@sallyport/domain';
import { startNatsServer, type TestNatsServer } from '../../../test/support/nats-server';
import { Bus, provision, type EventDeliveries } from './index';

const OPTIONS = { stream: EVENTS_STREAM.name, consumer: WEBHOOKS_CONSUMER.name, concurrency: 4 };
const removed = (skillId: string) => ({
  ...{ skillId, ecosystem: 'npm' as const, imageRemoved: true },
  actor: { kind: 'person' as const, id: 'ann' },
});

describe('messaging/event-deliveries', () => {
  let nats: TestNatsServer;
  let bus: Bus;
  let deliveries: EventDeliveries | undefined;

  beforeAll(async () => {
    nats = await startNatsServer();
    bus = await Bus.connect({ url: nats.url, seed: '', user: 'installer-npm', name: 'test' });
    await provision(bus);
  });

  afterEach(async () => {
    await deliveries?.stop();
  });

  afterAll(async () => {
    await bus.close();
    await nats.stop();
  });

  /** Resolves with what was handled, in order, when `done` says so. */
  function collect(
    handle: (
      event: EventEnvelope,
      attempt: number,
    ) => Promise<{ done: true } | { done: false; againInMs: number }>,
    done: (seen: readonly string[]) => boolean,
  ): Promise<string[]> {
    const seen: string[] = [];
    return new Promise((resolve) => {
      deliveries = bus.deliverEvents({
        ...OPTIONS,
        async handle(event, attempt) {
          seen.push(`${(event.data as { skillId: string }).skillId}:${attempt}`);
          const outcome = await handle(event, attempt);
          if (done(seen)) resolve(seen);
          return outcome;
        },
      });
    });
  }

  it('hands over again what was not done, and counts the attempts; nothing waits behind it', async () => {
    const seen = collect(
      async ({ data }, attempt) =>
        (data as { skillId: string }).skillId === 'late' && attempt === 1
          ? { done: false, againInMs: 50 }
          : { done: true },
      (all) => all.includes('late:2') && all.includes('other:1'),
    );

    await bus.publishEvent(imageRemoved, removed('late'));
    await bus.publishEvent(imageRemoved, removed('other'));

    expect((await seen).filter((entry) => entry.startsWith('other'))).toEqual(['other:1']);
  });

  it('keeps what waits over a restart', async () => {
    const first = collect(
      async () => ({ done: false, againInMs: 100 }),
      (all) => all.includes('kept:1'),
    );
    await bus.publishEvent(imageRemoved, removed('kept'));
    await first;
    await deliveries?.stop();

    const again = await collect(
      async () => ({ done: true }),
      (all) => all.length > 0,
    );

    expect(again).toEqual(['kept:2']);
  });

  it('passes over what is no event', async () => {
    const seen = collect(
      async () => ({ done: true }),
      (all) => all.includes('after:1'),
    );

    await bus.enqueue(imageRemoved.subject, 'not-an-event', { hello: 'world' });
    await bus.publishEvent(imageRemoved, removed('after'));

    expect(await seen).toEqual(['after:1']);
  });
});
