import type { ArtifactAnalysis } from '@sallyport/analysis';
import { packageId, type Finding } from '@sallyport/domain';
import { composeReport, MAX_FINDINGS } from './compose-report';

const SUBJECT = {
  id: packageId({ ecosystem: 'npm', name: 'a', version: '1.0.0' }),
  ...{ name: 'a', version: '1.0.0', digest: `sha256:${'a'.repeat(64)}` as const, isRoot: true },
};
const many = (count: number, own: Partial<Finding>): Finding[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ rule: `r${n}`, kind: 'code', severity: 'low', message: `${n}` },
    ...own,
  }));
const HOOK: Finding = { rule: 'hook', kind: 'install-hook', severity: 'critical', message: 'it steals' };
const MALWARE = many(1, { rule: 'MAL-1', kind: 'malware-report', severity: 'critical' });

const findingsOf = (known: Finding[], seen: Finding[]) => {
  const analysis: ArtifactAnalysis = {
    ...{ verdict: 'malicious', findings: seen, capabilities: [], files: 1, unpackedBytes: 1, identity: null },
  };
  const facts = { loaded: true, advisories: 1, importedAt: null };
  return composeReport(SUBJECT, { analysis, clusters: [], known, facts, rulesVersion: '1' }).findings;
};

describe('application/compose-report', () => {
  it.each<[string, Finding[], Finding[]]>([
    ['hundreds of advisories', many(300, { kind: 'advisory', severity: 'high' }), [HOOK]],
    ['hundreds of findings that weigh nothing', [], [...many(300, {}), HOOK]],
    ['both', many(300, { kind: 'advisory', severity: 'high' }), [...many(300, {}), HOOK]],
  ])('tells the worst of what was seen of the bytes beside %s', (_, known, seen) => {
    const findings = findingsOf([...known, ...MALWARE], seen);

    expect(findings).toHaveLength(Math.min(MAX_FINDINGS, known.length + 1 + seen.length));
    expect(findings).toContainEqual(HOOK);
    expect(findings).toContainEqual(MALWARE[0]);
  });

  it('leaves the order as it is where all are told', () => {
    const seen = [...many(2, {}), HOOK];

    expect(findingsOf(MALWARE, seen)).toEqual([...MALWARE, ...seen]);
  });
});
