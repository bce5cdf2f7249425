import { advisoryStatus, importAdvisories } from '@sallyport/domain';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { RecordingEvents } from '../testing/recording-events.fake';
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

function record(id: string): AdvisoryFile {
  const affected = [{ package: { ecosystem: 'npm', name: 'left' }, versions: ['1.0.0'] }];
  return {
    file: `${id}.json`,
    bytes: Buffer.from(JSON.stringify({ id, modified: '2026-01-01T00:00:00Z', affected })),
  };
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
        { file: 'GHSA-a.json', reason: expect.stringContaining('came before') },
      ],
      refusedCount: 4,
      advisories: { loaded: true, advisories: 2, importedAt: NOW.toISOString() },
    });
    expect(events.imports).toEqual([{ actor: REQUEST.actor, imported: 2, unchanged: 0, refused: 4 }]);
    expect(events.progress.map(({ state }) => state)).toEqual(['done']);
    expect(JSON.stringify(events.progress)).not.toContain('secret');
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

    const reply = await new AdvisoryStatus(store).status();

    expect(advisoryStatus.reply.parse(reply)).toEqual({
      loaded: true,
      advisories: 1,
      importedAt: NOW.toISOString(),
      byEcosystem: { npm: 1 },
    });
  });
});
