import type { RegistryEntry } from '@sallyport/domain';
import { RegistryView } from '@sallyport/registry-view';
import { FakeClock } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import type { CurrentView } from './current-view';
import { SnapshotKeeper } from './snapshot-keeper';

const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: null };
const AT = '2026-01-01T00:00:00.000Z';
const MINUTE = 60_000;

let store: FakeRegistryStore;
let view: RegistryView;
let clock: FakeClock;
let log: FakeLog;
let keeper: SnapshotKeeper;

beforeEach(() => {
  store = new FakeRegistryStore();
  view = new RegistryView();
  clock = new FakeClock();
  log = new FakeLog();
  keeper = new SnapshotKeeper(store, { view } as CurrentView, clock, log);
});

/** So many more acts, applied to the view. */
async function acts(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const name = `p${view.revision}`;
    const { change } = await store.act({
      at: AT,
      decide: () => [
        {
          kind: 'package',
          action: 'approve',
          ecosystem: 'npm',
          name,
          version: '1.0.0',
          entry: APPROVED,
          actor: { kind: 'person', id: 'rita' },
          at: AT,
        },
      ],
    });
    if (change !== undefined) view.apply(change);
  }
}

const kept = async (): Promise<number | undefined> => (await store.packedSnapshot())?.revision;

describe('governance/application/registry/snapshot-keeper', () => {
  it('keeps nothing of an empty registry', async () => {
    await keeper.round();

    expect(await kept()).toBeUndefined();
  });

  it('keeps what is there at the first look, and says so', async () => {
    await acts(1);

    await keeper.round();

    expect(await kept()).toBe(1);
    expect(log.lines).toEqual([expect.objectContaining({ level: 'info' })]);
    const parts = [await store.packedSnapshotPart(1, 0)];
    const copy = new RegistryView();
    copy.loadPacked(parts as Buffer[]);
    expect([...copy.entries()]).toEqual([...view.entries()]);
  });

  it.each([
    { changes: 0, minutes: 60, then: 1, why: 'nothing has changed' },
    { changes: 1, minutes: 9, then: 1, why: 'little has changed of late' },
    { changes: 1, minutes: 10, then: 2, why: 'little has changed in a long time' },
    { changes: 499, minutes: 0, then: 1, why: 'not enough has changed' },
    { changes: 500, minutes: 0, then: 501, why: 'much has changed' },
  ])('is at revision $then after $changes changes and $minutes minutes: $why', async (row) => {
    await acts(1);
    await keeper.round();
    await acts(row.changes);
    await clock.advance(row.minutes * MINUTE);

    await keeper.round();

    expect(await kept()).toBe(row.then);
  });

  it('does not pack again at once where another replica is at it', async () => {
    await acts(1);
    const keep = jest.spyOn(store, 'keepPackedSnapshot').mockResolvedValue(false);

    await keeper.round();
    await keeper.round();

    expect(keep).toHaveBeenCalledTimes(1);
    expect(log.lines).toEqual([]);
  });

  it('tells of a database that does not answer', async () => {
    await acts(1);
    store.down = true;

    await expect(keeper.round()).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
