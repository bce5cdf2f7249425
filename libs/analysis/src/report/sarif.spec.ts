import { sarifLogOf, type SarifLog } from '@sallyport/domain';
import { RULES } from '../rules';
import type { LocalScan, LookedAt } from './local-scan';
import { scanRunOf } from './sarif';

const ARTIFACT: LookedAt = {
  ...{ what: 'a b/x.tgz', source: 'file', ecosystem: 'npm', name: 'x', version: '1.0.0' },
  digest: `sha256:${'0'.repeat(64)}`,
  verdict: 'malicious',
  findings: [
    {
      ...{ rule: 'code-secret-sent', kind: 'code', severity: 'critical', message: 'sends it' },
      ...{
        file: 'lib/\u00e4.js',
        line: 3,
        evidence: 'process.env',
        path: ['postinstall: node a.js', 'a.js:1'],
      },
    },
  ],
  ...{ capabilities: ['network'], agentConfiguration: false, files: 1, unpackedBytes: 1 },
  ...{ undecided: null, runs: [], unread: [{ file: 'big.js', why: 'too large' }] },
};
const scan = (changes: Partial<LocalScan> = {}): LocalScan => ({
  ...{ scannedAt: '2026-01-01T00:00:00.000Z', rulesVersion: 'r', verdict: 'malicious', otherArtifacts: 0 },
  ...{ artifacts: [ARTIFACT], notLookedAt: [] },
  ...changes,
});
const sarifRunOf = (each: LocalScan): SarifLog['runs'][number] | undefined =>
  sarifLogOf([scanRunOf(each)]).runs[0];

describe('report/sarif', () => {
  it('has every rule, each result with its rule, place and way to it', () => {
    const run = sarifRunOf(scan());
    const rules = run?.tool.driver.rules ?? [];

    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(RULES.map(({ code }) => code)));
    expect(run?.results?.map(({ ruleId, ruleIndex }) => [ruleId, rules[ruleIndex ?? -1]?.id])).toEqual([
      ['code-secret-sent', 'code-secret-sent'],
      ['not-read', 'not-read'],
    ]);
    expect(run?.results?.[0]).toMatchObject({
      level: 'error',
      message: { text: 'sends it process.env' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/x.tgz/lib/%C3%A4.js', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3 },
          },
          logicalLocations: [{ fullyQualifiedName: 'pkg:npm/x@1.0.0' }],
        },
      ],
      codeFlows: [
        {
          threadFlows: [
            { locations: expect.arrayContaining([{ location: { message: { text: 'a.js:1' } } }]) },
          ],
        },
      ],
    });
    expect(run?.invocations).toMatchObject([{ executionSuccessful: true }]);
  });

  it.each<[string, Partial<LocalScan>]>([
    ['not-looked-at', { artifacts: [], notLookedAt: [{ what: 'pkg:npm/y@1', why: 'not at hand' }] }],
    [
      'scan-failed',
      {
        artifacts: [
          {
            ...ARTIFACT,
            ...{ findings: [], unread: [], undecided: { code: 'scan-failed', evidence: 'it ended' } },
          },
        ],
      },
    ],
  ])('says with %s that the tool has not done what it was asked to', (rule, changes) => {
    const run = sarifRunOf(scan(changes));

    expect(run?.invocations).toMatchObject([{ executionSuccessful: false }]);
    expect(run?.results).toMatchObject([{ ruleId: rule, level: 'error' }]);
  });

  it('encodes any name of a file, and prints no control characters', () => {
    const hostile = { ...ARTIFACT, what: '\ud800\u001b[2J\u202e/x', name: '\ud800', version: '' };

    const text = JSON.stringify(sarifLogOf([scanRunOf(scan({ artifacts: [hostile] }))]));

    // As JSON writes the characters themselves; an escape that is text has a backslash more.
    expect(text).not.toMatch(/(?<!\\)\\u001b|\u202e/);
  });
});
