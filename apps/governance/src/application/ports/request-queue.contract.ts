import type { PackageId, RegistryEntry } from '@sallyport/domain';
import type { PackageRequest, RegistryStore, RequestQuery, RequestScan } from './registry-store';

const AT = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';
const DONE: RequestScan = { state: 'done', at: LATER };
const npm = (name: string): PackageId => ({ ecosystem: 'npm', name, version: '1.0.0' });

async function ask(
  store: RegistryStore,
  id: string,
  at: string,
  ...names: string[]
): Promise<PackageRequest> {
  const request: PackageRequest = {
    id,
    ecosystem: 'npm',
    requirements: names,
    lock: null,
    packages: names.map(npm),
    actor: { kind: 'agent', id: 'bot' },
    note: 'for "x"',
    at,
  };
  await store.act({ at, request, decide: () => [] });
  return request;
}

async function mark(store: RegistryStore, name: string, approval: RegistryEntry['approval']): Promise<void> {
  const entry: RegistryEntry = {
    approval,
    minMaturity: approval === 'approved' ? 'intern' : null,
    banReason: null,
  };
  const actor = { kind: 'person' as const, id: 'rita' };
  await store.act({
    at: AT,
    decide: () => [{ kind: 'package', action: 'request', ...npm(name), entry, actor, at: AT }],
  });
}

/** What every registry store must do with the queue of requests. */
export function requestQueueContract(storeOf: () => RegistryStore): void {
  describe('requests', () => {
    it.each<[string, Omit<RequestQuery, 'limit'>, string[]]>([
      ['all, oldest first, and by id where they came at once', {}, ['B', 'a', 'c', 'first']],
      ['the open ones: some package waits', { open: true }, ['B', 'c']],
      ['all where open is not asked for', { open: false }, ['B', 'a', 'c', 'first']],
      ['after one', { after: { at: AT, id: 'a' } }, ['c', 'first']],
      ['open ones after one', { open: true, after: { at: AT, id: 'B' } }, ['c']],
      ['none after the last', { after: { at: LATER, id: 'first' } }, []],
    ])('lists %s', async (_title, query, expected) => {
      const store = storeOf();
      await ask(store, 'first', LATER, 'approved');
      await ask(store, 'a', AT, 'rejected');
      await ask(store, 'c', AT, 'waiting');
      await ask(store, 'B', AT, 'approved', 'waiting');
      await mark(store, 'approved', 'approved');
      await mark(store, 'rejected', 'rejected');
      await mark(store, 'waiting', 'requested');

      const { requests, revision } = await store.requests({ limit: 10, ...query });

      expect(requests.map(({ id }) => id)).toEqual(expected);
      expect(revision).toBe(3);
    });

    it('lists them whole, and bounded', async () => {
      const store = storeOf();
      const request = await ask(store, 'r1', AT, 'a', 'b');
      await ask(store, 'r2', LATER, 'a');

      expect((await store.requests({ limit: 1 })).requests).toEqual([request]);
    });

    it.each<[string, RequestScan]>([
      ['came through', DONE],
      ['came to nothing', { state: 'failed', at: LATER, message: 'it\'s "broken" \\ ☠' }],
    ])('notes that a scan %s, beside the change log', async (_title, scan) => {
      const store = storeOf();
      const request = await ask(store, 'r1', AT, 'a');
      const other = await ask(store, 'r2', AT, 'a');

      await store.noteScan('r1', scan);

      expect(await store.request('r1')).toEqual({ ...request, scan });
      expect(await store.unscannedRequests(10)).toEqual([other]);
      expect((await store.requests({ limit: 10 })).requests).toEqual([{ ...request, scan }, other]);
      expect((await store.snapshot()).revision).toBe(0);
    });

    it('gives the oldest that are not scanned, bounded, and one again whose note was taken back', async () => {
      const store = storeOf();
      await ask(store, 'young', LATER, 'a');
      for (const id of ['a', 'b', 'c']) await ask(store, id, AT, 'a');
      await store.noteScan('a', DONE);
      await store.noteScan('b', DONE);

      const before = await store.unscannedRequests(10);
      await store.noteScan('a', { state: 'pending' });
      const after = await store.unscannedRequests(2);

      expect(before.map(({ id }) => id)).toEqual(['c', 'young']);
      expect(after.map(({ id }) => id)).toEqual(['a', 'c']);
      expect(await store.request('a')).not.toHaveProperty('scan');
    });

    it('notes nothing of a request that does not exist', async () => {
      const store = storeOf();

      await store.noteScan('ghost', DONE);

      expect(await store.request('ghost')).toBeUndefined();
    });
  });
}
