import type { PackageId, RegistryEntry } from '@sallyport/domain';
import { RegistryView } from '@sallyport/registry-view';
import type { ChangePart, RegistryStore } from './registry-store';

const AT = '2026-01-01T00:00:00.000Z';
const APPROVED: RegistryEntry = { approval: 'approved', minMaturity: 'intern', banReason: null };
const BANNED: RegistryEntry = { ...APPROVED, banReason: 'steals' };

const npm = (name: string): PackageId => ({ ecosystem: 'npm', name, version: '1.0.0' });
const part = (id: PackageId, entry: RegistryEntry): ChangePart => ({
  kind: 'package',
  action: 'request',
  ...id,
  entry,
  actor: { kind: 'person', id: 'rita' },
  at: AT,
});
const act = (...parts: ChangePart[]) => ({ at: AT, decide: () => parts });

/** As a replica starts: a snapshot, then what came after it. */
export async function started(store: RegistryStore): Promise<RegistryView> {
  const view = new RegistryView();
  view.load(await store.snapshot());
  for (const change of await store.changesAfter(view.revision, 1_000)) view.apply(change);
  return view;
}

/** What every registry store must do with packed snapshots. */
export function packedSnapshotsContract(storeOf: () => RegistryStore): void {
  describe('packed snapshots', () => {
    const parts = [Buffer.from('one'), Buffer.alloc(3_000_000, 7), Buffer.from('')];

    it('has none at first', async () => {
      expect(await storeOf().packedSnapshot()).toBeUndefined();
      expect(await storeOf().packedSnapshotPart(0, 0)).toBeUndefined();
    });

    it('gives every part back as it was, and nothing behind the last', async () => {
      const store = storeOf();

      expect(await store.keepPackedSnapshot(4, parts)).toBe(true);

      expect(await store.packedSnapshot()).toEqual({ revision: 4, parts: 3 });
      const kept = await Promise.all([0, 1, 2].map((n) => store.packedSnapshotPart(4, n)));
      expect(kept.map((body, n) => body?.equals(parts[n] as Buffer))).toEqual([true, true, true]);
      expect(await store.packedSnapshotPart(4, 3)).toBeUndefined();
      expect(await store.packedSnapshotPart(3, 0)).toBeUndefined();
    });

    it('keeps the newest two', async () => {
      const store = storeOf();

      for (const revision of [4, 7, 9]) await store.keepPackedSnapshot(revision, parts);

      expect(await store.packedSnapshot()).toEqual({ revision: 9, parts: 3 });
      const first = await Promise.all([4, 7, 9].map((revision) => store.packedSnapshotPart(revision, 0)));
      expect(first).toEqual([undefined, parts[0], parts[0]]);
    });

    it.each([[4], [3]])('says no at revision %d to what has one at 4 already', async (revision) => {
      const store = storeOf();
      await store.keepPackedSnapshot(4, parts);

      expect(await store.keepPackedSnapshot(revision, [Buffer.from('other')])).toBe(false);

      expect(await store.packedSnapshotPart(4, 0)).toEqual(parts[0]);
      expect(await store.packedSnapshot()).toEqual({ revision: 4, parts: 3 });
    });

    it('keeps nothing of one that breaks off', async () => {
      const store = storeOf();
      function* broken() {
        yield Buffer.from('one');
        throw new Error('out of memory');
      }

      await expect(store.keepPackedSnapshot(4, broken())).rejects.toThrow('out of memory');

      expect(await store.packedSnapshot()).toBeUndefined();
      expect(await store.packedSnapshotPart(4, 0)).toBeUndefined();
    });

    it('starts a view from one and the changes after it as from the tables', async () => {
      const store = storeOf();
      await store.act(act(part(npm('a'), APPROVED), part(npm('b'), APPROVED)));
      const first = await started(store);
      await store.keepPackedSnapshot(first.revision, first.pack());
      await store.act(act(part(npm('b'), BANNED), part(npm('c'), APPROVED)));

      const view = await started(store);

      expect(view.revision).toBe(2);
      expect(['a', 'b', 'c'].map((name) => view.lookup(npm(name)))).toEqual([APPROVED, BANNED, APPROVED]);
      expect(view.countsByStatus()).toEqual({ active: 2, banned: 1 });
    });
  });
}
