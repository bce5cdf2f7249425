import { matchAdvisories, type PackageRef } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { AdvisoryKnowledge } from './advisory-knowledge';
import { MatchAdvisories } from './match-advisories';

const AT = '2026-03-01T00:00:00.000Z';
const ref = (name: string, version: string, ecosystem = 'npm'): PackageRef => ({ ecosystem, name, version });

async function setUp(...records: ReturnType<typeof advisory>[]) {
  const store = new MemoryAdvisoryStore();
  const stage = async function* () {
    for (const record of records) yield { record, sha256: record.id, modified: record.modified };
  };
  await store.merge(stage(), { actor: { kind: 'person', id: 'ann' }, source: 'x', at: AT });
  return new MatchAdvisories(store, new AdvisoryKnowledge(store));
}

const osv = (id: string, name: string, fixed: string) => ({
  id,
  modified: AT,
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] as Record<string, string>[] }],
    },
  ],
});

describe('application/match-advisories', () => {
  it('answers in the order asked, in the normalised spelling, with what is in force', async () => {
    const use = await setUp(
      advisory({ id: 'GHSA-a' }),
      advisory({ id: 'MAL-2026-1', name: 'evil', fixed: '9.0.0' }),
      advisory({ id: 'PYSEC-1', ecosystem: 'pypi', name: 'left', fixed: '3' }),
    );

    const reply = await use.match({
      packages: [
        ref('evil', '1.0.0'),
        ref('left', '2.0.0'),
        ref('Left', '1.0', 'pypi'),
        ref('left', '1.0.0'),
      ],
    });

    expect(matchAdvisories.reply.parse(reply)).toEqual({
      data: { loaded: true, advisories: 3, importedAt: AT },
      refused: [],
      packages: [
        { ...ref('evil', '1.0.0'), matches: [expect.objectContaining({ id: 'MAL-2026-1', malware: true })] },
        { ...ref('left', '2.0.0'), matches: [] },
        {
          ...ref('left', '1', 'pypi'),
          matches: [expect.objectContaining({ id: 'PYSEC-1', malware: false })],
        },
        { ...ref('left', '1.0.0'), matches: [expect.objectContaining({ id: 'GHSA-a', fixedIn: ['2.0.0'] })] },
      ],
    });
  });

  it('looks only at the records given, names the bad ones and stores nothing', async () => {
    const use = await setUp(advisory({ id: 'GHSA-a' }));
    const packages = [ref('left', '1.0.0')];
    const records = [osv('GHSA-new', 'left', '1.5.0'), { id: 'BAD' }, 7, osv('GHSA-new', 'left', '1.6.0')];

    const reply = await use.match({ packages, records });

    expect(reply.packages[0]?.matches.map(({ id, fixedIn }) => [id, fixedIn])).toEqual([
      ['GHSA-new', ['1.6.0']],
    ]);
    expect(reply.refused.map(({ id }) => id)).toEqual(['BAD', '(without an id)']);
    expect((await use.match({ packages })).packages[0]?.matches.map(({ id }) => id)).toEqual(['GHSA-a']);
  });

  it('keeps the worst where there are too many', async () => {
    const many = Array.from({ length: 120 }, (_, n) =>
      advisory({ id: `GHSA-${String(n).padStart(3, '0')}`, statedSeverity: n === 119 ? 'CRITICAL' : 'LOW' }),
    );
    const use = await setUp(...many);

    const { packages } = await use.match({ packages: [ref('left', '1.0.0')] });

    expect(packages[0]?.matches).toHaveLength(100);
    expect(packages[0]?.matches[0]).toMatchObject({ id: 'GHSA-119', severity: 'critical' });
  });

  it.each([
    [ref('left', '1.0.0', 'gems'), 'unknown-ecosystem'],
    [ref('../left', '1.0.0'), 'invalid-name'],
    [ref('left', 'latest'), 'invalid-version'],
  ])('refuses %j: %s', async (bad, code) => {
    const use = await setUp();

    await expect(use.match({ packages: [bad] })).rejects.toMatchObject({ code });
  });
});
