import {
  EMPTY_TRAIL,
  extendTrail,
  imageRemoved,
  type EventEnvelope,
  type TrailHead,
  type TrailRow,
} from '@sallyport/domain';
import type { TrailStore } from './trail-store';

export function envelope(id: string, change: Partial<EventEnvelope> = {}): EventEnvelope {
  return {
    id,
    type: imageRemoved.subject,
    at: '2026-03-01T10:00:00.000Z',
    source: { service: 'installer-npm', replica: 'r1' },
    data: { skillId: `skill of ${id}` },
    ...change,
  };
}

export async function appendTo(store: TrailStore, envelopes: readonly EventEnvelope[]): Promise<void> {
  await store.extend(async (trail) => {
    const extension = extendTrail(trail.head, envelopes);
    await trail.append({ ...extension, cursors: [], gaps: [], streamSequence: extension.head.sequence });
  });
}

async function readAll(store: TrailStore): Promise<{ head: TrailHead; rows: TrailRow[] }> {
  return store.read(async (head, pages) => {
    const rows: TrailRow[] = [];
    for await (const page of pages) rows.push(...page);
    return { head, rows };
  });
}

/** What every store of the trail does, the fake included. `open` gives an empty one each time. */
export function trailStoreContract(open: () => Promise<TrailStore>): void {
  const QUERY = { limit: 10, maxBytes: 1_000_000 };
  let store: TrailStore;

  beforeEach(async () => {
    store = await open();
  });

  it('begins empty', async () => {
    await expect(store.counts()).resolves.toEqual({ head: EMPTY_TRAIL, byType: {} });
    await expect(readAll(store)).resolves.toEqual({ head: EMPTY_TRAIL, rows: [] });
  });

  it('gives back what was appended, in order, letter for letter', async () => {
    const odd = { text: 'ünïcode \u0000 \ud83d\ude00 \ud800 "quoted" \\ %_', at: '2026-03-01T10:00:00Z' };
    const events = [envelope('a', { data: odd }), envelope('b', { at: '2026-03-01T10:00:00.123456Z' })];
    await appendTo(store, events);
    await appendTo(store, [envelope('c')]);

    const expected = extendTrail(EMPTY_TRAIL, [...events, envelope('c')]);
    await expect(readAll(store)).resolves.toEqual({ head: expected.head, rows: expected.rows });
  });

  it('reads more rows than fit a page or an insert', async () => {
    const events = Array.from({ length: 450 }, (_, index) => envelope(`e${index}`));
    await appendTo(store, events);

    const { rows } = await readAll(store);

    expect(rows.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('keeps nothing of a transaction that fails', async () => {
    const failure = store.extend(async (trail) => {
      await trail.append({
        ...extendTrail(trail.head, [envelope('a')]),
        cursors: [],
        gaps: [],
        streamSequence: 1,
      });
      throw new Error('after the append');
    });

    await expect(failure).rejects.toThrow('after the append');
    await expect(readAll(store)).resolves.toEqual({ head: EMPTY_TRAIL, rows: [] });
  });

  it('lets one transaction in at a time', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => appendTo(store, [envelope(`p${index}`)])));

    const { head, rows } = await readAll(store);

    expect(head.events).toBe(12);
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('finds bodies by id', async () => {
    await appendTo(store, [envelope('a'), envelope('b')]);

    const bodies = await store.extend((trail) => trail.bodiesOf(['b', 'none']));

    expect([...bodies.keys()]).toEqual(['b']);
    expect(JSON.parse(bodies.get('b') ?? '')).toEqual(envelope('b'));
  });

  it('remembers the last decision of each replica and epoch', async () => {
    const cursors = [
      { replica: 'r1', epoch: 'e1', last: 7 },
      { replica: 'r1', epoch: 'e2', last: 2 },
    ];
    const gaps = [{ replica: 'r1', epoch: 'e1', from: 3, to: 5 }];
    await store.extend((trail) =>
      trail.append({ rows: [], head: trail.head, cursors, gaps, streamSequence: 1 }),
    );
    const later = [{ replica: 'r1', epoch: 'e1', last: 9 }];
    await store.extend((trail) =>
      trail.append({ rows: [], head: trail.head, cursors: later, gaps, streamSequence: 2 }),
    );

    const last = await store.extend(async (trail) => [
      await trail.lastDecision('r1', 'e1'),
      await trail.lastDecision('r1', 'e2'),
      await trail.lastDecision('r2', 'e1'),
    ]);

    expect(last).toEqual([9, 2, 0]);
  });

  it('counts by type', async () => {
    await appendTo(store, [
      envelope('a'),
      envelope('b', { type: 'other' }),
      envelope('c', { type: 'other' }),
    ]);

    await expect(store.counts()).resolves.toMatchObject({ byType: { [imageRemoved.subject]: 1, other: 2 } });
  });

  it.each([
    ['everything, newest first', {}, ['d', 'c', 'b', 'a']],
    ['one type', { type: 'other' }, ['c', 'b']],
    ['a text', { text: 'skill of b' }, ['b']],
    ['a text with the signs of a pattern', { text: '100%_' }, ['d']],
    ['a text as it stands in JSON', { text: '"skillId":"skill of a"' }, ['a']],
    ['a text that is nowhere', { text: 'skill%' }, []],
    ['what is before', { before: 3 }, ['b', 'a']],
    ['at most so many', { limit: 2 }, ['d', 'c']],
    ['all of it at once', { type: 'other', text: 'skill of', before: 3, limit: 5 }, ['b']],
    ['one, however large', { maxBytes: 1 }, ['d']],
    ['a bounded number of bytes', { maxBytes: 500 }, ['d', 'c']],
  ])('searches %s', async (_, query, ids) => {
    const others = ['b', 'c'].map((id) => envelope(id, { type: 'other' }));
    await appendTo(store, [envelope('a'), ...others, envelope('d', { data: { note: '100%_'.padEnd(120) } })]);

    const rows = await store.search({ ...QUERY, ...query });

    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it('searches from a time on', async () => {
    const minutes = ['00', '01', '02'];
    await appendTo(
      store,
      minutes.map((minute) => envelope(minute, { at: `2026-03-01T10:${minute}:00.000Z` })),
    );

    const rows = await store.search({ ...QUERY, from: '2026-03-01T10:01:00.000Z' });

    expect(rows.map(({ id }) => id)).toEqual(['02', '01']);
  });
}
