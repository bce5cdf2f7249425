import type { AdvisoryDetail } from '../advisory-detail';
import type { ClosureReport, ReportedFinding, ReportedStatement } from '../closure-report';

/** A vulnerability of `npm left 1.2.0`, unless told otherwise. */
export function detail(own: Partial<AdvisoryDetail> = {}): AdvisoryDetail {
  return {
    id: 'GHSA-left-0001',
    aliases: ['CVE-2026-0001', 'GHSA-left-0001'],
    severity: 'high',
    fixedIn: ['2.0.0'],
    malware: false,
    summary: 'left reads too far',
    introducedIn: '1.0.0',
    publishedAt: '2026-01-02T03:04:05Z',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
    score: 7.5,
    sureness: 'range',
    epss: null,
    kev: null,
    ...own,
  };
}

export const STATEMENT: ReportedStatement = {
  id: 'b7f0',
  advisory: 'CVE-2026-0001',
  justification: 'vulnerable_code_not_in_execute_path',
  owner: 'ann',
  reason: 'only `trim` is called',
  expiresAt: '2026-12-31T00:00:00.000Z',
};

export function reported(own: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    ...detail(own),
    package: { ecosystem: 'npm', name: 'left', version: '1.2.0' },
    path: ['app@1.0.0', 'left@1.2.0'],
    statement: null,
    ...own,
  };
}

export function reportOf(
  findings: readonly ReportedFinding[],
  own: Partial<ClosureReport> = {},
): ClosureReport {
  return {
    createdAt: '2026-03-01T12:00:00.000Z',
    revision: 7,
    packages: 2,
    sources: {
      advisories: { loaded: true, advisories: 10, importedAt: '2026-03-01T00:00:00.000Z' },
      epss: null,
      kev: null,
    },
    findings: [...findings],
    findingsLeftOut: 0,
    decisions: null,
    ...own,
  };
}
