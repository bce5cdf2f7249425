import type { PackageRef } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import { MemoryAdvisoryStore } from '../testing/memory-advisory-store.fake';
import { MemoryExploitationStore } from '../testing/memory-exploitation-store.fake';
import { DescribeAdvisories } from './describe-advisories';

const AT = '2026-03-01T00:00:00.000Z';
const ref = (name: string, version: string, ecosystem = 'npm'): PackageRef => ({ ecosystem, name, version });

const exploitation = new MemoryExploitationStore();

async function setUp(...records: ReturnType<typeof advisory>[]) {
  const store = new MemoryAdvisoryStore();
  const stage = async function* () {
    for (const record of records) yield { record, sha256: record.id, modified: record.modified };
  };
  await store.merge(stage(), { actor: { kind: 'person', id: 'ann' }, source: 'x', at: AT });
  return new DescribeAdvisories(store, exploitation);
}

describe('application/describe-advisories', () => {
  it('tells of each package what affects it, worst first, and of the others nothing', async () => {
    const use = await setUp(
      advisory({ id: 'GHSA-low', statedSeverity: 'LOW' }),
      advisory({ id: 'PYSEC-1', ecosystem: 'pypi', name: 'left', fixed: '3', statedSeverity: 'HIGH' }),
      advisory({ id: 'MAL-2026-1', name: 'evil', fixed: '9.0.0' }),
    );

    const reply = await use.describe({
      packages: [
        ref('left', '1.0.0'),
        ref('right', '1.0.0'),
        ref('Left', '1.0', 'pypi'),
        ref('evil', '1.0.0'),
      ],
    });

    expect(reply.findings.map(({ position, detail }) => [position, detail.id, detail.malware])).toEqual([
      [3, 'MAL-2026-1', true],
      [2, 'PYSEC-1', false],
      [0, 'GHSA-low', false],
    ]);
    expect(reply.findings[2]?.detail).toMatchObject({
      introducedIn: '0',
      publishedAt: '2025-12-01T00:00:00.000Z',
      fixedIn: ['2.0.0'],
      sureness: 'range',
    });
    expect(reply).toMatchObject({
      sources: { advisories: { loaded: true, advisories: 3, importedAt: AT } },
      findingsLeftOut: 0,
    });
  });

  it('puts first what is known to be exploited, then what is likely to be, by any CVE id of it', async () => {
    const store = new MemoryAdvisoryStore();
    const records = ['1', '2', '3'].map((id) =>
      advisory({
        id: `GHSA-${id}`,
        aliases: [`CVE-2026-000${id}`, `CVE-2026-100${id}`],
        statedSeverity: 'HIGH',
      }),
    );
    const stage = async function* () {
      for (const record of records) yield { record, sha256: record.id, modified: record.modified };
    };
    const note = { actor: { kind: 'person' as const, id: 'ann' }, source: 'x', at: AT };
    await store.merge(stage(), note);
    const known = new MemoryExploitationStore();
    const score = (probability: number) => ({ probability, percentile: 0.5 });
    await known.replaceEpss(
      {
        head: { modelVersion: 'v1', scoredAt: AT },
        scores: new Map([
          ['CVE-2026-0002', score(0.1)],
          ['CVE-2026-1002', score(0.4)],
          ['CVE-2026-0001', score(0.2)],
        ]),
      },
      note,
    );
    const kev = { addedOn: '2026-01-01', dueOn: null, ransomware: false };
    await known.replaceKev(
      { catalogueVersion: '1', releasedAt: AT, entries: new Map([['CVE-2026-1003', kev]]) },
      note,
    );

    const { findings, sources } = await new DescribeAdvisories(store, known).describe({
      packages: [ref('left', '1.0.0')],
    });

    expect(findings.map(({ detail }) => [detail.id, detail.epss?.probability, detail.kev])).toEqual([
      ['GHSA-3', undefined, kev],
      ['GHSA-2', 0.4, null],
      ['GHSA-1', 0.2, null],
    ]);
    expect(sources).toMatchObject({ epss: { scores: 3 }, kev: { entries: 1 } });
  });

  it('says that nothing is loaded', async () => {
    const use = new DescribeAdvisories(new MemoryAdvisoryStore(), new MemoryExploitationStore());

    expect(await use.describe({ packages: [ref('left', '1.0.0')] })).toMatchObject({
      sources: { advisories: { loaded: false } },
      findings: [],
    });
  });

  it('leaves out the mildest where all do not fit, and counts them', async () => {
    const records = Array.from({ length: 1_000 }, (_, index) =>
      advisory({
        id: `GHSA-${index}`,
        aliases: Array.from({ length: 50 }, (__, alias) => `CVE-${index}-${alias}-`.padEnd(120, 'x')),
        statedSeverity: index === 999 ? 'HIGH' : 'LOW',
      }),
    );
    const use = await setUp(...records);

    const { findings, findingsLeftOut } = await use.describe({ packages: [ref('left', '1.0.0')] });

    expect(findings[0]?.detail.id).toBe('GHSA-999');
    expect(findingsLeftOut).toBeGreaterThan(0);
    expect(findings.length + findingsLeftOut).toBe(1_000);
    expect(JSON.stringify(findings).length).toBeLessThan(3_000_000);
  });

  it.each([
    ['ecosystem', ref('left', '1.0.0', 'cargo'), 'unknown-ecosystem'],
    ['version', ref('left', 'latest'), 'invalid-version'],
  ])('refuses a bad %s', async (_title, asked, code) => {
    await expect((await setUp()).describe({ packages: [asked] })).rejects.toMatchObject({ code });
  });
});
