import { Module } from '@nestjs/common';
import { DomainError, endpoint } from '@sallyport/domain';
import { z } from 'zod';
import { startNatsServer, type TestNatsServer } from '../../../test/support/nats-server';
import { answersDirectly, Bus, startService, type RunningService } from './index';

const asked = endpoint({
  subject: 'governance.test.asked',
  service: 'governance',
  summary: 'Answers at once, later, wrongly or not at all.',
  permission: 'view',
  pace: 'instant',
  request: z.strictObject({ n: z.number().int(), want: z.string().default('now') }),
  reply: z.object({ n: z.number().int() }),
  errors: ['invalid-name'],
});

@Module({})
class NothingElse {}

const refused = () => new DomainError('invalid-name', '"../x" is not legal', { hint: 'Try another.' });
const answers: Record<string, (n: number) => unknown> = {
  now: (n) => ({ n }),
  'more than the contract names': (n) => ({ n, secret: 'x' }),
  later: async (n) => ({ n }),
  'the wrong thing': () => ({ n: 'x' }),
  'the wrong thing later': async () => ({ n: 'x' }),
  'a typed error': () => {
    throw refused();
  },
  'a typed error later': () => Promise.reject(refused()),
  'a fault': () => {
    throw new Error('the private cause');
  },
  'a fault later': () => Promise.reject(new Error('the private cause')),
};

describe('libs/messaging/direct', () => {
  let server: TestNatsServer;
  let service: RunningService;
  let bus: Bus;
  let turns: number[] = [];
  let turn = 0;

  beforeAll(async () => {
    server = await startNatsServer();
    process.env['NATS_URL'] = server.url;
    service = await startService({
      name: 'governance',
      module: () => NothingElse,
      direct: () => [
        answersDirectly(asked, ({ n, want }) => {
          turns.push(turn);
          queueMicrotask(() => (turn += 1));
          return answers[want]?.(n) as { n: number };
        }),
      ],
    });
    bus = await Bus.connect({ url: server.url, seed: '', user: 'cli', name: 'test' });
  });

  afterAll(async () => {
    await bus.close();
    await service.stop();
    await server.stop();
  });

  it.each(['now', 'later', 'more than the contract names'])(
    'answers %s with what the contract names',
    async (want) => {
      const reply = await bus.callRaw(asked.subject, Buffer.from(JSON.stringify({ n: 7, want })), 2_000);

      expect(reply).toEqual({ n: 7 });
    },
  );

  it.each([
    ['the wrong thing', 'internal'],
    ['the wrong thing later', 'internal'],
    ['a typed error', 'invalid-name'],
    ['a typed error later', 'invalid-name'],
    ['a fault', 'internal'],
    ['a fault later', 'internal'],
  ])('never lets %s leave: %s', async (want, code) => {
    const failure: unknown = await bus.call(asked, { n: 1, want }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'DomainError', code });
    expect(String(failure)).not.toContain('the private cause');
  });

  it.each([
    ['bytes that are no JSON', '{"n":', 'malformed-json'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), 'malformed-json'],
    ['unknown fields', '{"n":1,"admin":true}', 'invalid-request'],
    ['a missing field', '{}', 'invalid-request'],
    ['a field of another type', '{"n":"1"}', 'invalid-request'],
    ['an array', '[]', 'invalid-request'],
    ['null', 'null', 'invalid-request'],
  ])('refuses %s', async (_title, body, code) => {
    await expect(bus.callRaw(asked.subject, Buffer.from(body), 2_000)).rejects.toMatchObject({ code });
  });

  it('fills in what the contract says is meant', async () => {
    await expect(bus.call(asked, { n: 3 })).resolves.toEqual({ n: 3 });
  });

  it('answers all requests of one read in one turn, each its own', async () => {
    turns = [];

    const replies = await Promise.all(Array.from({ length: 50 }, (_, n) => bus.call(asked, { n })));

    expect(replies.map(({ n }) => n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    // 50 requests of one write come in a few reads, and no turn of promises is between those of a read.
    expect(new Set(turns).size).toBeLessThan(50);
  });

  it('is discovered, and counted', async () => {
    const [found] = await bus.discover();

    const entry = found?.endpoints.find(({ subject }) => subject === asked.subject);
    expect(entry?.requests).toBeGreaterThan(50);
  });
});
