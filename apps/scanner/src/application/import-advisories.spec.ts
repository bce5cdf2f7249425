import { advisoryStatus, importAdvisories } from '@sallyport/domain';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { RecordingEvents } from '../testing/recording-events.fake';
import { AdvisoryKnowledge } from './advisory-knowledge';
import { AdvisoryStatus } from './advisory-status';
import { ImportAdvisories } from './import-advisories';
import { AdvisorySource, type AdvisoryFile } from './ports/advisory-source';

const NOW = new Date('2026-03-01T00:00:00.000Z');
const REQUEST = {
  actor: { kind: 'person' as const, id: 'ann' },
  source: 'https://user:secret@osv.invalid/all.zip',
};

class GivenFiles extends AdvisorySource {
  constructor(private readonly given: readonly (AdvisoryFile | Error)[]) {
    super();
  }

  async *files(): AsyncGenerator<AdvisoryFile> {
    for (const file of this.given) {
      if (file instanceof Error) throw file;
      yield file;
    }
  }
}

function record(id: string, own: { modified?: string; summary?: string; file?: string } = {}): AdvisoryFile {
  const { file = `${id}.json`, modified = '2026-01-01T00:00:00Z', summary = 'x' } = own;
  const affected = [{ package: { ecosystem: 'npm', name: 'left' }, versions: ['1.0.0'] }];
  return { file, bytes: Buffer.from(JSON.stringify({ id, modified, summary, affected })) };
}

function setUp(files: readonly (AdvisoryFile | Error)[]) {
  const [store, events] = [new MemoryAdvisoryStore(), new RecordingEvents()];
  return {
    store,
    events,
    use: new ImportAdvisories(new GivenFiles(files), store, events, { now: () => NOW }),
  };
}

describe('application/import-advisories', () => {
  it('loads the good, refuses the bad with a reason, and tells', async () => {
    const bad: AdvisoryFile[] = [
      { file: 'bad.json', bytes: Buffer.from('{') },
      { file: 'none.json', bytes: Buffer.from('{}') },
      { file: 'big.json', refused: 'larger than 10 bytes' },
    ];
    const { use, events } = setUp([record('GHSA-a'), ...bad, record('GHSA-b'), record('GHSA-a')]);

    const reply = await use.import(REQUEST);

    expect(importAdvisories.reply.parse(reply)).toEqual({
      read: 6,
      imported: 2,
      unchanged: 0,
      refused: [
        { file: 'bad.json', reason: 'not JSON' },
        { file: 'none.json', reason: expect.stringContaining('not an OSV record: id') },
        { file: 'big.json', reason: 'larger than 10 bytes' },
        { file: 'GHSA-a.json', reason: expect.stringContaining('more than once') },
      ],
      refusedCount: 4,
      noted: [],
      notedCount: 0,
      advisories: { loaded: true, advisories: 2, importedAt: NOW.toISOString() },
    });
    expect(events.imports).toEqual([{ actor: REQUEST.actor, imported: 2, unchanged: 0, refused: 4 }]);
    expect(events.progress.map(({ state }) => state)).toEqual(['reading', 'done']);
    expect(JSON.stringify(events.progress)).not.toContain('secret');
  });

  it.each<[string, AdvisoryFile[], string, string]>([
    [
      'the newest, where it comes first',
      [record('A', { modified: '2026-02-01T00:00:00Z', summary: 'new' }), record('A', { file: 'A2.json' })],
      'new',
      'A2.json',
    ],
    [
      'the newest, where it comes last',
      [record('A', { file: 'A2.json' }), record('A', { modified: '2026-02-01T00:00:00Z', summary: 'new' })],
      'new',
      'A2.json',
    ],
    [
      'the one whose time can be trusted',
      [
        record('A', { modified: '2099-01-01T00:00:00Z', summary: 'far', file: 'A2.json' }),
        record('A', { summary: 'honest' }),
      ],
      'honest',
      'A2.json',
    ],
    ['one of the same', [record('A'), record('A', { file: 'A2.json' })], 'x', 'A2.json'],
  ])('takes of two records with one id %s, and reports the other', async (_, files, summary, refused) => {
    const { use, store } = setUp(files);

    const reply = await use.import(REQUEST);

    expect((await store.about('npm', ['left'])).map((each) => each.summary)).toEqual([summary]);
    expect(reply.refused).toEqual([{ file: refused, reason: expect.stringContaining('more than once') }]);
  });

  it('takes one of two of the same time whatever their order', async () => {
    const files = [record('A', { summary: 'one' }), record('A', { summary: 'two' })];
    const kept = async (given: AdvisoryFile[]) => {
      const { use, store } = setUp(given);
      await use.import(REQUEST);
      return (await store.about('npm', ['left'])).map(({ summary }) => summary);
    };

    expect(await kept(files)).toEqual(await kept([...files].reverse()));
  });

  it('reports a time of change that lies in the future, each time, and takes what comes later', async () => {
    const { store, use } = setUp([record('A', { modified: '2027-07-09T00:00:00Z' })]);
    const noted = [{ file: 'A.json', reason: expect.stringContaining('future') as string }];

    const replies = [await use.import(REQUEST), await use.import(REQUEST)];
    const later = new ImportAdvisories(
      new GivenFiles([record('A', { summary: 'mended' })]),
      store,
      new RecordingEvents(),
      { now: () => NOW },
    );
    const third = await later.import(REQUEST);

    expect(replies).toMatchObject([
      { imported: 1, noted, notedCount: 1 },
      { imported: 0, unchanged: 1, noted, notedCount: 1 },
    ]);
    expect(third).toMatchObject({ imported: 1, noted: [] });
    expect((await store.about('npm', ['left'])).map(({ summary }) => summary)).toEqual(['mended']);
  });

  it('knows what is in force by its bytes, whatever the file is called', async () => {
    const { store, use } = setUp([record('A'), record('B')]);
    await use.import(REQUEST);
    const again = new ImportAdvisories(
      new GivenFiles([record('A'), record('B', { file: 'A2.json' })]),
      store,
      new RecordingEvents(),
      { now: () => NOW },
    );

    expect(await again.import(REQUEST)).toMatchObject({ read: 2, imported: 0, unchanged: 2, refused: [] });
  });

  it('imports one source after the other', async () => {
    const { use, store } = setUp([record('A')]);

    const replies = await Promise.all([use.import(REQUEST), use.import(REQUEST)]);

    expect(replies.map(({ imported }) => imported)).toEqual([1, 0]);
    expect((await store.facts()).advisories).toBe(1);
  });

  it('lists a hundred refusals and counts all', async () => {
    const { use } = setUp([
      record('GHSA-a'),
      ...Array.from({ length: 150 }, (_, n) => ({ file: `${n}.json`, refused: 'bad' })),
    ]);

    const reply = await use.import(REQUEST);

    expect([reply.refused.length, reply.refusedCount]).toEqual([100, 150]);
  });

  it.each<[string, (AdvisoryFile | Error)[], object]>([
    ['an empty source', [], { code: 'advisories-unreadable' }],
    ['a source that breaks off', [record('GHSA-b'), new Error('cut')], { message: 'cut' }],
  ])('keeps what was in force after %s', async (_, files, error) => {
    const { store, events, use } = setUp(files);
    await new ImportAdvisories(new GivenFiles([record('GHSA-a')]), store, new RecordingEvents(), {
      now: () => NOW,
    }).import(REQUEST);

    await expect(use.import(REQUEST)).rejects.toMatchObject(error);
    expect((await store.about('npm', ['left'])).map(({ id }) => id)).toEqual(['GHSA-a']);
    expect([events.imports, events.progress.at(-1)?.state]).toEqual([[], 'failed']);
  });

  it('says of what is loaded how much, by ecosystem', async () => {
    const { store, use } = setUp([record('GHSA-a')]);
    await use.import(REQUEST);

    const reply = await new AdvisoryStatus(store, new AdvisoryKnowledge(store)).status();

    expect(advisoryStatus.reply.parse(reply)).toEqual({
      loaded: true,
      advisories: 1,
      importedAt: NOW.toISOString(),
      byEcosystem: { npm: 1 },
      index: { current: false, packages: 0, bytes: 0 },
    });
  });
});
