import { DomainError, followRegistry, registrySnapshot } from '@sallyport/domain';
import { RegistryView } from '@sallyport/registry-view';
import { FakeBus } from '../fake-bus.fake';
import { FakeLocalClock, settled } from './local-clock.fake';
import { RegistryFollower } from './registry-follower';
import { agent, FakeRegistryService } from './registry-service.fake';

const IDENTITY = { followerId: 'f1', session: '0'.repeat(32) };

function setUp() {
  const [bus, clock] = [new FakeBus(), new FakeLocalClock()];
  const service = new FakeRegistryService(bus, clock);
  const lines: string[] = [];
  const note = (_: object, sentence: string) => void lines.push(sentence);
  const follower = new RegistryFollower(bus, IDENTITY, clock, { info: note, warn: note, error: note });
  const asked = (subject: string) => bus.asked.filter((request) => request.subject === subject);
  return { bus, clock, service, follower, lines, asked };
}

/** A registry of so many revisions, each of which registers an agent. */
function withAgents(service: FakeRegistryService, count: number): void {
  for (let n = service.log.length + 1; n <= count; n += 1) service.change(agent(`agent-${n}`));
}

function packed(revision: number): { revision: number; parts: Uint8Array[] } {
  const view = new RegistryView();
  const agents = Array.from({ length: revision }, (_, n) => ({
    id: `agent-${n + 1}`,
    maturity: 'autonomous' as const,
  }));
  view.load({ revision, packages: [], agents, records: [] });
  return { revision, parts: [...view.pack()] };
}

describe('libs/client/local/registry-follower', () => {
  it('begins with the snapshot and goes on with what came after it', async () => {
    const { service, follower, asked } = setUp();
    withAgents(service, 12);
    service.snapshot = packed(10);

    await follower.start();

    expect(follower.view.revision).toBe(12);
    expect(follower.view.agents).toBe(12);
    expect(follower.isCurrent()).toBe(true);
    expect(
      asked(followRegistry.subject).map(({ request }) => (request as { revision: number }).revision),
    ).toEqual([10, 12]);
  });

  it('reads the whole log where there is no snapshot, answer after answer', async () => {
    const { service, follower, asked } = setUp();
    withAgents(service, 25);
    service.limit = 10;

    await follower.start();

    expect(follower.view.agents).toBe(25);
    expect(
      asked(followRegistry.subject).map(({ request }) => (request as { revision: number }).revision),
    ).toEqual([0, 10, 20, 25]);
  });

  it('takes no lease for an answer that was not all', async () => {
    const { service, follower } = setUp();
    withAgents(service, 20);
    service.limit = 10;
    service.failures.push(undefined, new DomainError('timeout', 'slow'));

    await expect(follower.start()).rejects.toMatchObject({ code: 'timeout' });

    expect(follower.view.revision).toBe(10);
    expect(follower.isCurrent()).toBe(false);
  });

  it.each([
    ['a gap', { changes: [{ revision: 7, parts: [agent('x')] }] }],
    ['another registry', { registryId: 'registry-2' }],
    ['more that never comes', { complete: false }],
    [
      'what cannot be applied',
      { changes: [{ revision: 4, parts: [{ ...agent('x'), kind: 'facts', key: 'no key' }] }] },
    ],
  ])('decides nothing after %s, and begins anew by itself', async (_, lie) => {
    const { service, follower, clock } = setUp();
    withAgents(service, 3);
    await follower.start();
    service.instead.push(lie as never);

    await clock.advance(300);
    const after = follower.isCurrent();
    await clock.advance(600);

    expect(after).toBe(false);
    expect(service.snapshotsRead).toBe(2);
    expect(follower.isCurrent()).toBe(true);
    expect(follower.view.agents).toBe(3);
  });

  it('begins anew where the registry is behind what was seen of it', async () => {
    const { service, follower, clock } = setUp();
    withAgents(service, 5);
    await follower.start();
    service.failures.push(new DomainError('stale-revision', 'at 2'));
    service.log.splice(2);

    await clock.advance(300);
    const after = follower.isCurrent();
    await clock.advance(600);

    expect(after).toBe(false);
    expect(follower.view.revision).toBe(2);
  });

  it('keeps its lease over a failure that passes, and says so once', async () => {
    const { service, follower, clock, lines } = setUp();
    await follower.start();
    service.failures.push(new DomainError('timeout', 'slow'), new DomainError('timeout', 'slow'));

    await clock.advance(950);
    const held = follower.isCurrent();
    await clock.advance(2_000);

    expect(held).toBe(true);
    expect(follower.isCurrent()).toBe(true);
    expect(lines).toEqual([
      'The registry could not be followed; governance is asked for decisions',
      'The registry is followed again',
    ]);
  });

  it('tries what goes on failing less often', async () => {
    const { service, follower, clock, asked } = setUp();
    await follower.start();
    service.failures.push(...Array.from({ length: 100 }, () => new DomainError('nobody-listens', 'gone')));
    const before = asked(followRegistry.subject).length;

    await clock.advance(60_000);

    expect(asked(followRegistry.subject).length - before).toBeLessThan(30);
  });

  it('takes no lease from an answer that comes after it stopped', async () => {
    const { service, follower, clock } = setUp();
    await follower.start();
    service.before = () => clock.sleep(100);
    await clock.advance(350);

    const stopped = follower.stop();
    await clock.advance(100);
    await stopped;

    expect(follower.isCurrent()).toBe(false);
    expect(service.followers.size).toBe(0);
  });

  it('serves whoever asks with a question that began after', async () => {
    const { service, follower, clock } = setUp();
    await follower.start();
    service.before = () => clock.sleep(50);

    const first = follower.confirmed();
    await settled();
    withAgents(service, 1);
    // The first question is on its way and was asked before the change.
    const second = follower.confirmed();
    const third = follower.confirmed();
    await clock.advance(500);
    await Promise.all([first, second, third]);

    expect(follower.view.revision).toBe(1);
  });

  describe('a snapshot', () => {
    it('that is replaced while it is read is read again', async () => {
      const { service, follower, bus } = setUp();
      withAgents(service, 8);
      const [old, present] = [packed(4), packed(6)];
      service.snapshot = { ...old, parts: [...old.parts, Buffer.from('more')] };
      let reads = 0;
      bus.serve(registrySnapshot, ({ part = 0 }) => {
        const { revision, parts } = reads++ === 0 ? service.snapshot : present;
        const body = Buffer.from(parts[part] ?? []).toString('base64');
        return { registryId: service.registryId, revision, parts: parts.length, part, body };
      });

      await follower.start();

      expect(follower.view.revision).toBe(8);
      expect(follower.view.agents).toBe(8);
    });

    it.each([
      [
        'is damaged',
        (parts: Uint8Array[]) => parts.map((part) => Buffer.from(part).fill(7, part.length >> 1)),
      ],
      ['ends early', (parts: Uint8Array[]) => parts.map((part) => part.subarray(0, -1))],
    ])('that %s is not begun with', async (_, spoil) => {
      const { service, follower } = setUp();
      withAgents(service, 8);
      const { revision, parts } = packed(6);
      service.snapshot = { revision, parts: spoil(parts) };

      await expect(follower.start()).rejects.toMatchObject({ code: 'store-unavailable' });

      expect(follower.isCurrent()).toBe(false);
      expect(follower.view.agents).toBe(0);
    });

    it('that is said to be of another revision is not begun with', async () => {
      const { service, follower } = setUp();
      withAgents(service, 8);
      service.snapshot = { ...packed(6), revision: 7 };

      await expect(follower.start()).rejects.toMatchObject({ code: 'store-unavailable' });

      expect(follower.isCurrent()).toBe(false);
    });
  });
});
