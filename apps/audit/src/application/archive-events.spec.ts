import { decisionsRecorded, type EventEnvelope } from '@sallyport/domain';
import { ArchiveEvents } from './archive-events';
import { ID_REUSED, UNPARSABLE } from './arrival';
import { envelope } from './ports/trail-store.contract';
import { FakeTrailStore } from './ports/trail-store.fake';
import { ReadTrail } from './read-trail';

const NOW = new Date('2026-03-02T00:00:00.000Z');

function batchOf(id: string, sequences: number[], epoch = 'e1'): EventEnvelope {
  const decisions = sequences.map((sequence) => ({ sequence }));
  return envelope(id, { type: decisionsRecorded.subject, data: { replica: 'r1', epoch, decisions } });
}
const arriving = (...envelopes: EventEnvelope[]) =>
  envelopes.map((each, index) => ({ envelope: each, streamSequence: index + 1 }));

describe('apps/audit/application/archive-events', () => {
  let store: FakeTrailStore;
  let archive: ArchiveEvents;
  let trail: ReadTrail;

  beforeEach(() => {
    store = new FakeTrailStore();
    archive = new ArchiveEvents(store, { replica: 'archiver', now: () => NOW });
    trail = new ReadTrail(store, { pending: async () => 3 });
  });
  const archived = () => store.rows.map(({ id, type }) => [id, type]);

  it('archives a batch in the order of the stream', async () => {
    await archive.run(arriving(envelope('a'), envelope('b')));
    await archive.run([{ envelope: envelope('c'), streamSequence: 3 }]);

    expect(store.rows.map(({ sequence, id }) => [sequence, id])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(store.streamSequence).toBe(3);
    await expect(trail.verify()).resolves.toMatchObject({ intact: true, events: 3 });
  });

  it.each<[string, EventEnvelope[]]>([
    ['delivered again', [envelope('a')]],
    ['twice in one batch', [envelope('b'), envelope('b')]],
    [
      'published again later by another replica',
      [envelope('a', { at: '2026-04-01T00:00:00Z', source: { service: 'installer-npm', replica: 'r2' } })],
    ],
    [
      'with its keys in another order',
      [
        JSON.parse(
          `{"data":{"skillId":"skill of a"},"id":"a","at":"2026-03-01T10:00:00.000Z","type":"${envelope('a').type}","source":{"replica":"r1","service":"installer-npm"}}`,
        ),
      ],
    ],
  ])('archives once what is %s', async (_, again) => {
    await archive.run(arriving(envelope('a'), envelope('b')));

    const receipt = await archive.run(arriving(...again));

    expect(receipt).toMatchObject({ archived: 0, skipped: again.length });
    expect(store.rows).toHaveLength(2);
  });

  it('keeps a different event that claims the id of another one, once', async () => {
    const claim = { envelope: envelope('a', { data: { skillId: 'forged' } }), streamSequence: 8 };
    await archive.run(arriving(envelope('a')));

    await archive.run([claim, claim]);
    await archive.run([claim]);

    expect(archived().at(-1)).toEqual(['id-reused:8', ID_REUSED]);
    expect(store.rows).toHaveLength(2);
    expect(JSON.parse(store.rows[1]?.body ?? '')).toMatchObject({
      at: NOW.toISOString(),
      data: { data: { skillId: 'forged' } },
    });
  });

  it('keeps an event whose id it has as an unreadable body', async () => {
    await archive.run(arriving(envelope('a')));
    store.rows = store.rows.map((row) => ({ ...row, body: '{' }));

    await archive.run([{ envelope: envelope('a'), streamSequence: 2 }]);

    expect(archived().at(-1)).toEqual(['id-reused:2', ID_REUSED]);
  });

  it.each<[string, Partial<EventEnvelope>]>([
    ['an id with a NUL', { id: 'a\u0000' }],
    ['an id with half a surrogate pair', { id: '\ud800' }],
    ['a replica beyond ASCII', { source: { service: 'scanner', replica: 'é' } }],
    ['a type of ours', { type: UNPARSABLE }],
    ['another type of ours', { type: ID_REUSED }],
  ])('keeps as evidence an event with %s', async (_, change) => {
    await archive.run([{ envelope: envelope('a', change), streamSequence: 5 }]);

    expect(archived()).toEqual([['unparsable:5', UNPARSABLE]]);
    await expect(trail.verify()).resolves.toMatchObject({ intact: true });
  });

  it('keeps messages that are no events, bounded, once', async () => {
    const raw = '{"half":' + 'x'.repeat(100_000);
    const message = { raw, subject: 'events.gateway.odd', streamSequence: 4 };

    await archive.runUnreadable([message]);
    await archive.runUnreadable([message]);

    expect(archived()).toEqual([['unparsable:4', UNPARSABLE]]);
    expect(JSON.parse(store.rows[0]?.body ?? '')).toMatchObject({
      source: { service: 'audit', replica: 'archiver' },
      data: {
        raw: raw.slice(0, 65_536),
        truncated: true,
        characters: raw.length,
        subject: 'events.gateway.odd',
      },
    });
  });

  it.each<[string, EventEnvelope, unknown[], Record<string, number>]>([
    ['the next ones', batchOf('b', [2, 3]), [], { 'r1 e1': 3 }],
    ['a gap', batchOf('b', [4]), [{ replica: 'r1', epoch: 'e1', from: 2, to: 3 }], { 'r1 e1': 4 }],
    ['a new epoch', batchOf('b', [1], 'e2'), [], { 'r1 e1': 1, 'r1 e2': 1 }],
    ['unreadable ones', envelope('b', { type: decisionsRecorded.subject, data: null }), [], { 'r1 e1': 1 }],
  ])('follows decisions: %s', async (_, next, gaps, last) => {
    await archive.run(arriving(batchOf('a', [1])));

    const receipt = await archive.run(arriving(next));

    expect(receipt).toMatchObject({ archived: 1, gaps });
    expect(store.gaps).toEqual(gaps);
    expect(Object.fromEntries([...store.cursors].map(([key, cursor]) => [key, cursor.last]))).toEqual(last);
  });

  it('counts the decisions of a batch, and of one delivered again not twice', async () => {
    await archive.run(arriving(batchOf('a', [1, 2, 3])));
    await archive.run(arriving(batchOf('a', [1, 2, 3])));

    await expect(trail.stats()).resolves.toMatchObject({ events: 1, decisions: 3, pending: 3 });
  });

  it('keeps nothing, and says so, while the store is away', async () => {
    store.available = false;

    await expect(archive.run(arriving(envelope('a')))).rejects.toMatchObject({ code: 'store-unavailable' });

    store.available = true;
    await archive.run(arriving(envelope('a')));
    await expect(trail.verify()).resolves.toMatchObject({ intact: true, events: 1 });
  });
});
