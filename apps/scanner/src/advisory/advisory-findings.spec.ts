import { packageId, type Ecosystem } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import type { AdvisoryRecord } from './advisory-record';
import { advisoryFindings, advisoryVerdict } from './advisory-findings';
import { indexOf } from './packed/pack-records';

const ID = packageId({ ecosystem: 'npm', name: 'left', version: '1.2.0' });
const findings = (records: AdvisoryRecord[], id = ID) => advisoryFindings(id, indexOf(records));

describe('advisory/advisory-findings', () => {
  it('names the advisory, its severity and where it is fixed', () => {
    const records = [
      advisory({
        id: 'GHSA-a',
        summary: 'Prototype pollution',
        vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
      }),
    ];

    const found = findings(records);

    expect(found).toEqual([
      {
        rule: 'GHSA-a',
        kind: 'advisory',
        severity: 'critical',
        message: 'Prototype pollution',
        aliases: ['GHSA-a'],
        vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
        fixedIn: ['2.0.0'],
      },
    ]);
    expect(advisoryVerdict(found)).toBe('warning');
  });

  it.each([
    ['withdrawn', advisory({ withdrawn: true })],
    ['of another package', advisory({ name: 'right' })],
    ['of another ecosystem', advisory({ ecosystem: 'pypi' })],
    ['fixed before', advisory({ fixed: '1.2.0' })],
  ])('has nothing to say where the advisory is %s', (_, record) => {
    expect(findings([record])).toEqual([]);
  });

  it('joins ids of one issue over shared aliases into one finding', () => {
    const records = [
      advisory({ id: 'GHSA-a', aliases: ['CVE-1'], statedSeverity: 'HIGH' }),
      advisory({ id: 'PYSEC-b', aliases: ['CVE-2'], statedSeverity: 'LOW' }),
      advisory({ id: 'OSV-c', aliases: ['CVE-1', 'CVE-2'] }),
      advisory({ id: 'GHSA-other', statedSeverity: 'LOW' }),
    ];

    const found = findings(records);

    expect(found.map((finding) => [finding.rule, finding.severity, finding.aliases])).toEqual([
      ['GHSA-a', 'high', ['CVE-1', 'CVE-2', 'GHSA-a', 'OSV-c', 'PYSEC-b']],
      ['GHSA-other', 'low', ['GHSA-other']],
    ]);
  });

  it('joins ids that only a third one connects, whatever the order', () => {
    const chain = ['A', 'D', 'B', 'E', 'C'].map((id) =>
      advisory({
        id: `GHSA-${id}`,
        aliases: [`link-${id}`, `link-${String.fromCharCode(id.charCodeAt(0) + 1)}`],
      }),
    );

    expect(findings(chain)).toMatchObject([
      { aliases: expect.arrayContaining(chain.map(({ id }) => id)) as string[] },
    ]);
  });

  it('takes the highest severity of all that is said of one issue, and keeps every vector', () => {
    const v2 = 'AV:L/AC:H/Au:M/C:N/I:N/A:P';
    const v4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
    const records = [
      advisory({ id: 'GHSA-a', aliases: ['CVE-1'], vectors: [v2] }),
      advisory({ id: 'PYSEC-a', aliases: ['CVE-1'], vectors: [v4, v2] }),
    ];

    expect(findings(records)).toMatchObject([{ rule: 'PYSEC-a', severity: 'critical', vectors: [v2, v4] }]);
  });

  it.each<[string, Ecosystem, string, string[], string[]]>([
    ['the nearest above first', 'npm', '1.2.0', ['10.0.0', '2.0.1'], ['2.0.1', '10.0.0']],
    ['then other branches', 'npm', '1.2.0', ['0.9.5', '1.1.9', '2.0.0'], ['2.0.0', '1.1.9', '0.9.5']],
    ['once, by version', 'pypi', '1.2', ['2.0', '2.0'], ['2.0']],
    ['as spelled', 'pypi', '1.2', ['2.10.0', '2.9.0'], ['2.9.0', '2.10.0']],
    ['what is no version last', 'pypi', '1.2', ['2.9.0-NA', '3.0'], ['3.0', '2.9.0-NA']],
  ])('offers fixes: %s', (_, ecosystem, version, fixes, offered) => {
    const record = advisory({ ecosystem, fixed: '99' });
    record.affected = fixes.map((fixed) => ({
      ...{
        ecosystem,
        name: 'left',
        versions: [packageId({ ecosystem, name: 'left', version }).version],
        vectors: [],
      },
      ranges: [{ events: [{ introduced: '0' }, { fixed }] }],
    }));

    const [finding] = findings([record], packageId({ ecosystem, name: 'left', version }));

    expect(finding?.fixedIn).toEqual(offered);
  });

  it.each([
    ['a MAL- id', advisory({ id: 'MAL-2026-1' })],
    ['an LWA- id', advisory({ id: 'LWA-2026-1' })],
    ['an alias that is one', advisory({ id: 'GHSA-m', aliases: ['MAL-2026-1'] })],
    ['the weakness of embedded malicious code', advisory({ id: 'GHSA-m', isMalwareWeakness: true })],
  ])('is a report of malware by %s', (_, record) => {
    const found = findings([record, advisory({ id: 'GHSA-z', aliases: [record.id] })]);

    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'malware-report', severity: 'critical' });
    expect(advisoryVerdict(found)).toBe('malicious');
  });

  it('carries the note of an event that could not be read', () => {
    const found = findings([advisory({ fixed: 'someday' })]);

    expect(found[0]?.message).toContain('"someday" is not a version');
  });

  it('makes foreign text printable', () => {
    const found = findings([advisory({ summary: 'bad \u001b[31m text' })]);

    expect(found[0]?.message).toBe('bad \\u001b[31m text');
  });
});
