import { auditSearch, auditStats, auditVerify } from '@sallyport/domain';
import { appendTo, envelope } from './ports/trail-store.contract';
import { FakeTrailStore } from './ports/trail-store.fake';
import { ReadTrail } from './read-trail';

describe('apps/audit/application/read-trail', () => {
  let store: FakeTrailStore;
  let trail: ReadTrail;

  beforeEach(async () => {
    store = new FakeTrailStore();
    trail = new ReadTrail(store, { pending: async () => 0 });
    await appendTo(store, [envelope('a'), envelope('b')]);
  });

  it('answers as the contract says', async () => {
    expect(auditStats.reply.parse(await trail.stats())).toMatchObject({
      events: 2,
      byType: { [envelope('a').type]: 2 },
    });
    expect(auditVerify.reply.parse(await trail.verify())).toMatchObject({
      intact: true,
      events: 2,
      faults: [],
    });
    expect(auditSearch.reply.parse(await trail.search({ limit: 1 })).events).toEqual([
      expect.objectContaining({ sequence: 2, id: 'b', data: { skillId: 'skill of b' } }),
    ]);
  });

  it.each([
    ['no JSON', '{', '{'],
    ['no event', 'null', null],
  ])('shows a body that was edited into %s', async (_, body, data) => {
    store.rows = store.rows.map((row) => ({ ...row, body }));

    await expect(trail.search({ limit: 1 })).resolves.toMatchObject({ events: [{ data }] });
    await expect(trail.verify()).resolves.toMatchObject({ intact: false });
  });

  it.each([
    ['text', { text: 'a\u0000b' }],
    ['type', { type: '\u0000' }],
  ])('finds nothing for a NUL in the %s', async (_, query) => {
    await expect(trail.search({ limit: 10, ...query })).resolves.toEqual({ events: [] });
  });

  it('reads a time however precisely it is written', async () => {
    const from = envelope('a').at.replace('.000Z', 'Z');

    await expect(trail.search({ limit: 10, from })).resolves.toMatchObject({
      events: [{ id: 'b' }, { id: 'a' }],
    });
  });

  it.each([
    ['stats', () => trail.stats()],
    ['search', () => trail.search({ limit: 1 })],
    ['verify', () => trail.verify()],
  ])('%s says store-unavailable while the store is away', async (_, ask) => {
    store.available = false;

    await expect(ask()).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
