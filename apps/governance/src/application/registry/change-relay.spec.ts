import type { RegistryChange } from '@sallyport/domain';
import { FakeChangeOutbox } from '../ports/change-outbox.fake';
import { FakeClock } from '../ports/clock.fake';
import { FakeEventStream } from '../ports/event-stream.fake';
import { FakeLog } from '../ports/log.fake';
import { ChangeRelay } from './change-relay';

function setUp(count: number) {
  const changes: RegistryChange[] = [];
  const add = (revision: number) =>
    changes.push({
      revision,
      parts: [
        {
          kind: 'agent',
          action: 'register',
          agentId: `a${revision}`,
          maturity: 'intern',
          previous: null,
          actor: { kind: 'person', id: 'rita' },
          at: '2026-01-01T00:00:00.000Z',
        },
      ],
    });
  for (let revision = 1; revision <= count; revision += 1) add(revision);
  const [outbox, stream, clock, log] = [
    new FakeChangeOutbox(changes),
    new FakeEventStream(),
    new FakeClock(),
    new FakeLog(),
  ];
  const relay = new ChangeRelay(outbox, stream, clock, log);
  const published = () => [...stream.changes.values()].map(({ revision }) => revision);
  return { changes, add, outbox, stream, clock, log, relay, published };
}
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('governance/application/registry/change-relay', () => {
  it('publishes everything that waits, in order, under the id of registry and revision', async () => {
    const { relay, stream, outbox, published } = setUp(250);

    await relay.drain();

    expect(published()).toEqual(upTo(250));
    expect([...stream.changes.keys()][0]).toBe('registry-test-registry-1');
    expect(outbox.published).toBe(250);
  });

  it('publishes at once when nudged', async () => {
    const { relay, add, clock, published } = setUp(0);
    relay.start();
    await clock.advance(10);

    add(1);
    relay.nudge();
    await clock.advance(0);

    expect(published()).toEqual([1]);
  });

  it('finds within a second what nobody nudged about', async () => {
    const { relay, add, clock, published } = setUp(0);
    relay.start();
    await clock.advance(10);

    add(1);
    await clock.advance(1_000);

    expect(published()).toEqual([1]);
  });

  it('tries again until the stream takes a change, and never passes one over', async () => {
    const { relay, stream, clock, log, published } = setUp(3);
    stream.failures = 3;

    relay.start();
    await clock.advance(10_000);

    expect(published()).toEqual([1, 2, 3]);
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('does not note as published what was not acknowledged', async () => {
    const { relay, stream, outbox } = setUp(1);
    stream.loseAcks = 1;

    await expect(relay.drain()).rejects.toMatchObject({ code: 'bus-unavailable' });
    expect(outbox.published).toBe(0);
    await relay.drain();

    expect(outbox.published).toBe(1);
    expect(stream.changes.size).toBe(1);
  });

  it('publishes what was made just before the stop', async () => {
    const { relay, add, clock, published } = setUp(0);
    relay.start();
    await clock.advance(10);

    add(1);
    const stopped = relay.stop();
    await clock.advance(0);
    await stopped;

    expect(published()).toEqual([1]);
  });
});
