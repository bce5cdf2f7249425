import { advisory } from '../../testing/advisories';
import type { AdvisoryRecord } from '../../advisory/advisory-record';
import type { AdvisoryStore, StagedAdvisory } from './advisory-store';

const NOTE = {
  actor: { kind: 'person' as const, id: 'ann' },
  source: 'a zip',
  at: '2026-01-02T00:00:00.000Z',
};

async function* staged(...records: (AdvisoryRecord & { sha256?: string })[]): AsyncGenerator<StagedAdvisory> {
  for (const { sha256 = 'one', ...record } of records) yield { record, sha256 };
}

async function* failing(record: AdvisoryRecord): AsyncGenerator<StagedAdvisory> {
  yield { record, sha256: 'one' };
  throw new Error('the source broke off');
}

/** What every store of advisories must do. Each store is made empty. */
export function advisoryStoreContract(make: () => Promise<AdvisoryStore>): void {
  const idsAbout = async (store: AdvisoryStore, ...names: string[]) =>
    (await store.about('npm', names)).map((record) => record.id);

  it('says plainly that nothing is loaded', async () => {
    const store = await make();

    expect(await store.facts()).toEqual({ loaded: false, advisories: 0, importedAt: null });
    expect(await store.countByEcosystem()).toEqual({});
    expect(await store.about('npm', ['left'])).toEqual([]);
  });

  it('gives back what it took, by the names it speaks of', async () => {
    const store = await make();
    const both = advisory({ id: 'GHSA-both' });
    both.affected.push({ ecosystem: 'pypi', name: 'left', versions: ['1'], ranges: [], vectors: ['CVSS'] });
    const records = [advisory({ id: 'GHSA-a' }), advisory({ id: 'GHSA-b', name: 'right' }), both];

    const counts = await store.merge(staged(...records), NOTE);

    expect(counts).toEqual({ imported: 3, unchanged: 0 });
    expect(await store.about('npm', ['left', 'absent'])).toEqual([records[0], both]);
    expect(await store.about('pypi', ['left', 'right'])).toEqual([both]);
    expect(await store.facts()).toEqual({ loaded: true, advisories: 3, importedAt: NOTE.at });
    expect(await store.countByEcosystem()).toEqual({ npm: 3, pypi: 1 });
  });

  it('keeps withdrawn advisories and gives them to nobody', async () => {
    const store = await make();

    await store.merge(staged(advisory({ id: 'GHSA-a', withdrawn: true })), NOTE);

    expect(await idsAbout(store, 'left')).toEqual([]);
    expect((await store.facts()).advisories).toBe(1);
  });

  it.each([
    [
      'the same bytes',
      { sha256: 'one', modified: '2026-05-01T00:00:00.000Z' },
      { imported: 0, unchanged: 1 },
      'left',
    ],
    [
      'an older record',
      { sha256: 'two', modified: '2025-01-01T00:00:00.000Z' },
      { imported: 0, unchanged: 1 },
      'left',
    ],
    [
      'a newer record',
      { sha256: 'two', modified: '2026-05-01T00:00:00.000Z' },
      { imported: 1, unchanged: 0 },
      'right',
    ],
    ['another record of the same time', { sha256: 'two' }, { imported: 1, unchanged: 0 }, 'right'],
  ])('takes %s as it should', async (_, change, counts, name) => {
    const store = await make();
    await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);

    const merged = await store.merge(
      staged({ ...advisory({ id: 'GHSA-a', name: 'right' }), ...change }),
      NOTE,
    );

    expect(merged).toEqual(counts);
    expect(await idsAbout(store, name)).toEqual(['GHSA-a']);
    expect(await store.about('npm', ['left', 'right'])).toHaveLength(1);
  });

  it('keeps what the next source does not name', async () => {
    const store = await make();
    await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);

    await store.merge(staged(advisory({ id: 'GHSA-b' })), { ...NOTE, at: '2026-02-02T00:00:00.000Z' });

    expect(await idsAbout(store, 'left')).toEqual(['GHSA-a', 'GHSA-b']);
    expect((await store.facts()).importedAt).toBe('2026-02-02T00:00:00.000Z');
  });

  it('takes nothing of a source that breaks off, and stays as it was', async () => {
    const store = await make();
    await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);

    const merging = store.merge(failing(advisory({ id: 'GHSA-b' })), {
      ...NOTE,
      at: '2026-02-02T00:00:00.000Z',
    });

    await expect(merging).rejects.toThrow('the source broke off');
    expect(await idsAbout(store, 'left')).toEqual(['GHSA-a']);
    expect((await store.facts()).importedAt).toBe(NOTE.at);
  });

  it('keeps characters that databases dislike out of the way', async () => {
    const store = await make();

    await store.merge(
      staged(advisory({ id: 'GHSA-a', summary: 'a \u0000 \\u0000 "quote" \ud83d\ude00' })),
      NOTE,
    );

    expect(await idsAbout(store, 'left')).toEqual(['GHSA-a']);
  });

  it('takes an advisory that names a package twice', async () => {
    const store = await make();
    const twice = advisory({ id: 'GHSA-a' });
    twice.affected.push(...advisory({ fixed: '4.0.0' }).affected);

    await store.merge(staged(twice), NOTE);

    expect(await store.about('npm', ['left'])).toEqual([twice]);
  });
}
