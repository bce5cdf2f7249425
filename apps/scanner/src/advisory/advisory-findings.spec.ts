import { packageId } from '@sallyport/domain';
import { advisory } from '../testing/advisories';
import { advisoryFindings, advisoryVerdict } from './advisory-findings';

const ID = packageId({ ecosystem: 'npm', name: 'left', version: '1.2.0' });

describe('advisory/advisory-findings', () => {
  it('names the advisory, its severity and where it is fixed', () => {
    const records = [
      advisory({
        id: 'GHSA-a',
        summary: 'Prototype pollution',
        vectors: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
      }),
    ];

    const findings = advisoryFindings(ID, records);

    expect(findings).toEqual([
      {
        rule: 'GHSA-a',
        kind: 'advisory',
        severity: 'critical',
        message: 'Prototype pollution',
        aliases: ['GHSA-a'],
        fixedIn: ['2.0.0'],
        particulars: {
          introducedIn: '0',
          publishedAt: '2025-12-01T00:00:00.000Z',
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          score: 9.8,
          sureness: 'range',
        },
      },
    ]);
    expect(advisoryVerdict(findings)).toBe('warning');
  });

  it.each([
    ['withdrawn', advisory({ withdrawn: true })],
    ['of another package', advisory({ name: 'right' })],
    ['of another ecosystem', advisory({ ecosystem: 'pypi' })],
    ['fixed before', advisory({ fixed: '1.2.0' })],
  ])('has nothing to say where the advisory is %s', (_, record) => {
    expect(advisoryFindings(ID, [record])).toEqual([]);
  });

  it('joins ids of one issue over shared aliases into one finding', () => {
    const records = [
      advisory({ id: 'GHSA-a', aliases: ['CVE-1'], statedSeverity: 'HIGH' }),
      advisory({ id: 'PYSEC-b', aliases: ['CVE-2'], statedSeverity: 'LOW' }),
      advisory({ id: 'OSV-c', aliases: ['CVE-1', 'CVE-2'] }),
      advisory({ id: 'GHSA-other', statedSeverity: 'LOW' }),
    ];

    const findings = advisoryFindings(ID, records);

    expect(findings.map((finding) => [finding.rule, finding.severity, finding.aliases])).toEqual([
      ['GHSA-a', 'high', ['CVE-1', 'CVE-2', 'GHSA-a', 'OSV-c', 'PYSEC-b']],
      ['GHSA-other', 'low', ['GHSA-other']],
    ]);
  });

  it.each([
    ['a MAL- id', advisory({ id: 'MAL-2026-1' })],
    ['an LWA- id', advisory({ id: 'LWA-2026-1' })],
    ['an alias that is one', advisory({ id: 'GHSA-m', aliases: ['MAL-2026-1'] })],
    ['the weakness of embedded malicious code', advisory({ id: 'GHSA-m', isMalwareWeakness: true })],
  ])('is a report of malware by %s', (_, record) => {
    const findings = advisoryFindings(ID, [record, advisory({ id: 'GHSA-z', aliases: [record.id] })]);

    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ kind: 'malware-report', severity: 'critical' });
    expect(advisoryVerdict(findings)).toBe('malicious');
  });

  it('carries the note of an event that could not be read', () => {
    const findings = advisoryFindings(ID, [advisory({ fixed: 'someday' })]);

    expect(findings[0]?.message).toContain('"someday" is not a version');
  });

  it('makes foreign text printable', () => {
    const findings = advisoryFindings(ID, [advisory({ summary: 'bad \u001b[31m text' })]);

    expect(findings[0]?.message).toBe('bad \\u001b[31m text');
  });
});
