import { Controller, Module } from '@nestjs/common';
import {
  checkPackage,
  DomainError,
  endpoint,
  EVENTS_STREAM,
  AUDIT_CONSUMER,
  imageRemoved,
  INSTALL_CONSUMERS,
  INSTALLATIONS_BUCKET,
  InstallJob,
  installJobSubject,
  deadJobSubject,
  JOBS_STREAM,
  type Decision,
} from '@sallyport/domain';
import { z } from 'zod';
import { startNatsServer, type TestNatsServer } from '../../../test/support/nats-server';
import { Bus, keyOf, provision, Serves, startService, type RunningService } from './index';

const DECISION: Decision = {
  allowed: false,
  effect: 'deny',
  reasonCode: 'banned',
  reason: 'Banned for all agents: test',
  maturityRequired: null,
  evidence: [],
  nextStep: null,
  eligibleAt: null,
  revision: 7,
  policyVersion: 'test@0123456789ab',
};
const CHECK = { agentId: 'a', ecosystem: 'npm', name: 'lodash', version: '4.17.21' };

const slow = endpoint({
  subject: 'governance.test.slow',
  service: 'governance',
  summary: 'Never answers.',
  permission: 'view',
  pace: 'instant',
  request: z.strictObject({}),
  reply: z.object({}),
  errors: [],
});
const broken = endpoint({ ...slow, subject: 'governance.test.broken' });
const wrong = endpoint({ ...slow, subject: 'governance.test.wrong', reply: z.object({ count: z.number() }) });
const unserved = endpoint({ ...slow, subject: 'governance.test.unserved' });

@Controller()
class TestController {
  @Serves(checkPackage)
  check(request: { name: string }): Decision {
    if (request.name === '../x')
      throw new DomainError('invalid-name', '"../x" is not legal', { hint: 'Try another.' });
    return DECISION;
  }
  @Serves(slow)
  slow(): Promise<object> {
    return new Promise(() => undefined);
  }
  @Serves(broken)
  broken(): object {
    throw new Error('the private cause');
  }
  @Serves(wrong)
  wrong(): object {
    return { count: 'many' };
  }
}

@Module({ controllers: [TestController] })
class TestModule {}

const JOB: InstallJob = {
  jobId: 'j1',
  skillId: 's',
  agentId: 'a',
  ecosystem: 'npm',
  requirements: ['lodash'],
  queuedAt: '2026-01-01T00:00:00.000Z',
};

describe('libs/messaging/bus', () => {
  let server: TestNatsServer;
  let service: RunningService;
  let bus: Bus;

  beforeAll(async () => {
    server = await startNatsServer();
    process.env['NATS_URL'] = server.url;
    service = await startService({ name: 'governance', module: () => TestModule });
    bus = await Bus.connect({ url: server.url, seed: '', user: 'installer-npm', name: 'test' });
    await provision(bus);
  });

  afterAll(async () => {
    await bus.close();
    await service.stop();
    await server.stop();
  });

  it('carries a request and its reply', async () => {
    await expect(bus.call(checkPackage, CHECK)).resolves.toEqual(DECISION);
  });

  it.each([
    ['a typed error with its hint', checkPackage, { ...CHECK, name: '../x' }, 'invalid-name'],
    ['an unexpected fault, without its cause', broken, {}, 'internal'],
    ['a reply that breaks its contract', wrong, {}, 'internal'],
    ['nobody listening', unserved, {}, 'nobody-listens'],
    [
      'a request that breaks its contract, before it is sent',
      checkPackage,
      { agentId: 1 },
      'invalid-request',
    ],
  ])('answers %s', async (_, target, request, code) => {
    const failure = await bus
      .call(target as typeof checkPackage, request as never)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'DomainError', code });
    expect(String(failure)).not.toContain('the private cause');
  });

  it('tells too slow from nobody', async () => {
    await expect(bus.call(slow, {}, { timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it.each([
    ['bytes that are no JSON', '{"agentId":', 'malformed-json'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]), 'malformed-json'],
    ['unknown fields', JSON.stringify({ ...CHECK, admin: true }), 'invalid-request'],
    ['a missing field', JSON.stringify({ agentId: 'a' }), 'invalid-request'],
    ['an array', '[]', 'invalid-request'],
    ['null', 'null', 'invalid-request'],
  ])('refuses %s from a raw client', async (_, body, code) => {
    await expect(bus.callRaw(checkPackage.subject, Buffer.from(body), 2_000)).rejects.toMatchObject({ code });
  });

  it("refuses a body beyond the server's limit before sending it", async () => {
    await expect(bus.callRaw(checkPackage.subject, Buffer.alloc(9 * 1024 ** 2), 2_000)).rejects.toMatchObject(
      {
        code: 'payload-too-large',
      },
    );
  });

  it('is discovered with all its endpoints', async () => {
    const [found] = await bus.discover();

    expect(found).toMatchObject({ name: 'governance' });
    expect(found?.endpoints.map((entry) => entry.subject)).toContain('governance.package.check');
  });

  it('keeps values, lists them by prefix and forgets them', async () => {
    const store = bus.keyValue(INSTALLATIONS_BUCKET, z.object({ id: z.string() }));
    await store.put(keyOf('npm', 'a/b'), { id: 'a/b' });
    await store.put(keyOf('pypi', 'c'), { id: 'c' });

    await expect(store.get(keyOf('npm', 'a/b'))).resolves.toEqual({ id: 'a/b' });
    await expect(store.list('npm')).resolves.toEqual([{ id: 'a/b' }]);
    await store.delete(keyOf('npm', 'a/b'));
    await expect(store.get(keyOf('npm', 'a/b'))).resolves.toBeUndefined();
    await expect(store.list('npm')).resolves.toEqual([]);
  });

  it('delivers events once per id, in order', async () => {
    const data = {
      skillId: 's',
      ecosystem: 'npm' as const,
      actor: { kind: 'person' as const, id: 'p' },
      imageRemoved: true,
    };
    await bus.publishEvent(imageRemoved, data, { id: 'one' });
    await bus.publishEvent(imageRemoved, data, { id: 'one' });
    await bus.publishEvent(imageRemoved, data, { id: 'two' });
    const seen: string[] = [];
    let failures = 1;

    await new Promise<void>((resolve) => {
      const consumer = bus.consumeEvents({
        stream: EVENTS_STREAM.name,
        consumer: AUDIT_CONSUMER,
        maxBatch: 100,
        async handle(batch) {
          if (failures-- > 0) throw new Error('the store is down');
          seen.push(...batch.map(({ envelope }) => envelope.id));
          if (seen.includes('two')) void consumer.stop().then(resolve);
        },
      });
    });

    expect(seen).toEqual(['one', 'two']);
  });

  it('delivers a failed job again, then never after it is done', async () => {
    const attempts: number[] = [];
    await bus.enqueue(installJobSubject('npm'), JOB.jobId, JOB);
    await bus.enqueue(installJobSubject('npm'), JOB.jobId, JOB);

    const done = new Promise<void>((resolve) => {
      const queue = bus.workQueue({
        stream: JOBS_STREAM.name,
        consumer: INSTALL_CONSUMERS.npm,
        schema: InstallJob,
        deadSubject: deadJobSubject('npm'),
        async handle(_job, { attempt }) {
          attempts.push(attempt);
          if (attempt === 1) throw new Error('the registry is down');
          setTimeout(() => void queue.stop().then(resolve), 300);
        },
      });
    });
    await done;

    expect(attempts).toEqual([1, 2]);
  });

  it('keeps a job that cannot be read as a dead letter', async () => {
    await bus.enqueue(installJobSubject('pypi'), 'bad', { not: 'a job' });
    const queue = bus.workQueue({
      stream: JOBS_STREAM.name,
      consumer: INSTALL_CONSUMERS.pypi,
      schema: InstallJob,
      deadSubject: deadJobSubject('pypi'),
      handle: () => Promise.reject(new Error('must not be called')),
    });
    const manager = await bus.connection.jetstreamManager();

    const dead = await waitFor(() =>
      manager.streams.getMessage('DEAD', { last_by_subj: deadJobSubject('pypi') }),
    );

    expect(JSON.parse(dead.string())).toMatchObject({ reason: 'unreadable', body: '{"not":"a job"}' });
    await queue.stop();
  });
});

async function waitFor<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
