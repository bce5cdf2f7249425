import { packageId } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { AdvisoryKnowledge } from './advisory-knowledge';
import type { StagedAdvisory } from './ports/advisory-store';

const NOTE = { actor: { kind: 'person' as const, id: 'ann' }, source: 'x', at: '2026-03-01T00:00:00.000Z' };
const LEFT = packageId({ ecosystem: 'npm', name: 'left', version: '1.0.0' });

async function* stagedOf(...ids: string[]): AsyncGenerator<StagedAdvisory> {
  for (const id of ids) yield { record: advisory({ id }), sha256: id, modified: null };
}

async function setUp(...ids: string[]) {
  const store = new MemoryAdvisoryStore();
  await store.merge(stagedOf(...ids), NOTE);
  return { store, knowledge: new AdvisoryKnowledge(store) };
}

const idsOf = async (knowledge: AdvisoryKnowledge) =>
  (await knowledge.about([LEFT])).findings.map((found) => found.map(({ rule }) => rule));

describe('application/advisory-knowledge', () => {
  it('answers from the store until the index is there, and from the index from then on', async () => {
    const { store, knowledge } = await setUp('GHSA-a');

    const before = await idsOf(knowledge);
    await knowledge.refresh();
    store.asked.length = 0;
    const after = await idsOf(knowledge);

    expect([before, after]).toEqual([[['GHSA-a']], [['GHSA-a']]]);
    expect(store.asked).toEqual([]);
    expect(await knowledge.state()).toMatchObject({ current: true, packages: 1 });
  });

  it('never answers from an index older than what is in force', async () => {
    const { store, knowledge } = await setUp('GHSA-a');
    await knowledge.refresh();
    store.asked.length = 0;

    await store.merge(stagedOf('GHSA-b'), NOTE);

    expect(await knowledge.state()).toMatchObject({ current: false });
    expect(await idsOf(knowledge)).toEqual([['GHSA-a', 'GHSA-b']]);
    expect(store.asked).toEqual(['left']);
  });

  it('fetches the newer index by itself', async () => {
    const { store, knowledge } = await setUp('GHSA-a');
    await knowledge.refresh();
    await store.merge(stagedOf('GHSA-b'), NOTE);
    await idsOf(knowledge);
    await new Promise((done) => setImmediate(done));
    store.asked.length = 0;

    expect(await idsOf(knowledge)).toEqual([['GHSA-a', 'GHSA-b']]);
    expect(store.asked).toEqual([]);
  });

  it.each([
    ['is lost', undefined],
    ['is of another format', Buffer.from('another format')],
  ])('has it packed again where it %s', async (_, packed) => {
    const { store, knowledge } = await setUp('GHSA-a');
    store.lose(packed);

    await knowledge.refresh();

    expect(await knowledge.state()).toMatchObject({ current: true });
    expect(await idsOf(knowledge)).toEqual([['GHSA-a']]);
  });

  it('says with every answer what was in force', async () => {
    const { knowledge } = await setUp('GHSA-a');

    expect((await knowledge.about([LEFT])).data).toEqual({
      loaded: true,
      advisories: 1,
      importedAt: NOTE.at,
    });
  });

  it('fails where the store does, also with an index in memory', async () => {
    const { store, knowledge } = await setUp('GHSA-a');
    await knowledge.refresh();
    store.standing = () => Promise.reject(new Error('gone'));

    await expect(knowledge.about([LEFT])).rejects.toThrow('gone');
  });

  it('holds nothing where nothing is loaded', async () => {
    const knowledge = new AdvisoryKnowledge(new MemoryAdvisoryStore());

    await knowledge.refresh();

    expect(await knowledge.about([LEFT])).toMatchObject({ data: { loaded: false }, findings: [[]] });
  });
});
