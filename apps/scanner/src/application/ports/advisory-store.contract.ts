import { packageId } from '@sallyport/domain';
import { AdvisoryIndex } from '../../advisory/packed/advisory-index';
import { advisory } from '../../testing/advisories';
import type { AdvisoryRecord } from '../../advisory/advisory-record';
import type { AdvisoryStore, StagedAdvisory } from './advisory-store';

const NOTE = {
  actor: { kind: 'person' as const, id: 'ann' },
  source: 'a zip',
  at: '2026-01-02T00:00:00.000Z',
};

type Given = AdvisoryRecord & { sha256?: string; trusted?: boolean };

async function* staged(...records: Given[]): AsyncGenerator<StagedAdvisory> {
  for (const { sha256 = 'one', trusted = true, ...record } of records)
    yield { record, sha256, modified: trusted ? record.modified : null };
}

async function* failing(record: AdvisoryRecord): AsyncGenerator<StagedAdvisory> {
  yield { record, sha256: 'one', modified: record.modified };
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

  describe('ids that repeat', () => {
    it('count as they were given last, also far apart', async () => {
      const store = await make();
      const others = Array.from({ length: 1_200 }, (_, n) => advisory({ id: `GHSA-${n}`, name: 'other' }));

      const counts = await store.merge(
        staged(advisory({ id: 'GHSA-x' }), advisory({ id: 'GHSA-x', name: 'mid' }), ...others, {
          ...advisory({ id: 'GHSA-x', name: 'right' }),
          sha256: 'two',
        }),
        NOTE,
      );

      expect(counts).toEqual({ imported: 1_201, unchanged: 0 });
      expect([await idsAbout(store, 'left', 'mid'), await idsAbout(store, 'right')]).toEqual([
        [],
        ['GHSA-x'],
      ]);
      expect((await store.known()).get('GHSA-x')?.sha256).toBe('two');
    });
  });

  describe('times that are not to be trusted', () => {
    const FAR = '2099-01-01T00:00:00.000Z';
    it.each<[string, Given, Given, string]>([
      [
        'do not keep a later record out',
        { ...advisory({ id: 'GHSA-a', modified: FAR }), trusted: false },
        { ...advisory({ id: 'GHSA-a', name: 'right' }), sha256: 'two' },
        'right',
      ],
      [
        'do not keep their own record out',
        advisory({ id: 'GHSA-a' }),
        { ...advisory({ id: 'GHSA-a', name: 'right', modified: FAR }), sha256: 'two', trusted: false },
        'right',
      ],
    ])('%s', async (_, first, second, name) => {
      const store = await make();
      await store.merge(staged(first), NOTE);

      await store.merge(staged(second), NOTE);

      expect(await idsAbout(store, name)).toEqual(['GHSA-a']);
    });

    it('are known as such', async () => {
      const store = await make();
      await store.merge(
        staged({ ...advisory({ id: 'GHSA-a' }), trusted: false }, advisory({ id: 'GHSA-b' })),
        NOTE,
      );

      expect([...(await store.known())].sort()).toEqual([
        ['GHSA-a', { sha256: 'one', modified: null }],
        ['GHSA-b', { sha256: 'one', modified: '2026-01-01T00:00:00.000Z' }],
      ]);
    });
  });

  describe('the packed index', () => {
    const LEFT = packageId({ ecosystem: 'npm', name: 'left', version: '1.0.0' });
    const indexed = async (store: AdvisoryStore, id = LEFT) => {
      const { revision } = await store.standing();
      const bytes = await store.packedIndex(revision);
      return bytes === undefined ? undefined : new AdvisoryIndex(bytes).hits(id).map((hit) => hit.id);
    };

    it('is of what is in force, and of no other revision', async () => {
      const store = await make();
      await store.merge(
        staged(advisory({ id: 'GHSA-a' }), advisory({ id: 'GHSA-w', withdrawn: true })),
        NOTE,
      );

      expect(await indexed(store)).toEqual(['GHSA-a']);
      expect(await store.packedIndex((await store.standing()).revision + 1)).toBeUndefined();
    });

    it.each<[string, Given[], string[], string[]]>([
      ['new', [advisory({ id: 'GHSA-b' })], ['GHSA-a', 'GHSA-b'], []],
      ['of another package', [advisory({ id: 'GHSA-b', name: 'right' })], ['GHSA-a'], ['GHSA-b']],
      [
        'moved to another package',
        [{ ...advisory({ id: 'GHSA-a', name: 'right' }), sha256: 'two' }],
        [],
        ['GHSA-a'],
      ],
      ['withdrawn', [{ ...advisory({ id: 'GHSA-a', withdrawn: true }), sha256: 'two' }], [], []],
    ])('follows what is %s, under another revision', async (_, change, left, right) => {
      const store = await make();
      await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);
      const { revision } = await store.standing();

      await store.merge(staged(...change), NOTE);

      expect((await store.standing()).revision).not.toBe(revision);
      expect([await indexed(store), await indexed(store, { ...LEFT, name: 'right' })]).toEqual([left, right]);
    });

    it('stays what it is where nothing is new', async () => {
      const store = await make();
      await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);
      const { revision } = await store.standing();

      await store.merge(staged(advisory({ id: 'GHSA-a' })), { ...NOTE, at: '2026-02-02T00:00:00.000Z' });
      await store.merge(staged(), NOTE);

      expect((await store.standing()).revision).toBe(revision);
      expect(await indexed(store)).toEqual(['GHSA-a']);
    });

    it('is as it was after a source that broke off', async () => {
      const store = await make();
      await store.merge(staged(advisory({ id: 'GHSA-a' })), NOTE);
      const { revision } = await store.standing();

      await store.merge(failing(advisory({ id: 'GHSA-b' })), NOTE).catch(() => undefined);

      expect((await store.standing()).revision).toBe(revision);
      expect(await indexed(store)).toEqual(['GHSA-a']);
    });
  });
}
