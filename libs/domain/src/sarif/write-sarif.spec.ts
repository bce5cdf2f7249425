import type { Log } from 'sarif';
import { PRODUCT_VERSION } from '../product-version';
import { SarifLog } from './sarif-log';
import { sarifLogOf, type SarifFinding, type SarifPlace, type SarifRun } from './write-sarif';

const FINDING: SarifFinding = {
  ...{ rule: 'a-rule', level: 'error', message: 'It does it.' },
  place: { file: 'lib/a.js', line: 3, package: { name: 'x@1.0.0', fullName: 'pkg:npm/x@1.0.0' } },
};
const run = (own: Partial<SarifRun> = {}): SarifRun => ({
  about: 'scan',
  rules: [{ id: 'a-rule', text: 'What it says.', level: 'error', properties: { tags: ['security'] } }],
  findings: [FINDING],
  isWhole: true,
  ...own,
});
const placed = (place: SarifPlace) =>
  sarifLogOf([run({ findings: [{ ...FINDING, place }] })]).runs[0]?.results[0]?.locations[0];

describe('sarif/write-sarif', () => {
  it('writes SARIF 2.1.0, as its published types have it', () => {
    // Held to the types by the compiler; no schema of SARIF is among our packages.
    const log: Log = sarifLogOf([run({ endedAt: '2026-01-01T00:00:00.000Z' })]);

    expect(log).toEqual({
      $schema: expect.stringContaining('sarif-schema-2.1.0.json'),
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              ...{ name: 'Sallyport', version: PRODUCT_VERSION },
              rules: [
                {
                  id: 'a-rule',
                  shortDescription: { text: 'What it says.' },
                  defaultConfiguration: { level: 'error' },
                  properties: { tags: ['security'] },
                },
              ],
            },
          },
          automationDetails: { id: 'scan/' },
          invocations: [{ executionSuccessful: true, endTimeUtc: '2026-01-01T00:00:00.000Z' }],
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ...{ ruleId: 'a-rule', ruleIndex: 0, level: 'error', message: { text: 'It does it.' } },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'lib/a.js', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3 },
                  },
                  logicalLocations: [
                    { name: 'x@1.0.0', fullyQualifiedName: 'pkg:npm/x@1.0.0', kind: 'package' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it.each<[string, string, object]>([
    ['a relative path', 'a b/ä.py', { uri: 'a%20b/%C3%A4.py', uriBaseId: '%SRCROOT%' }],
    ['a path above', '../x/a.py', { uri: '../x/a.py', uriBaseId: '%SRCROOT%' }],
    ['what looks like a scheme', 'data:x/a', { uri: 'data%3Ax/a', uriBaseId: '%SRCROOT%' }],
    ['a query and a fragment', 'a?b#c', { uri: 'a%3Fb%23c', uriBaseId: '%SRCROOT%' }],
    ['a path from the root', '/srv/a b', { uri: 'file:///srv/a%20b' }],
    ['half a character', 'a\ud800', { uri: 'a%EF%BF%BD', uriBaseId: '%SRCROOT%' }],
  ])('says as a URI where %s is', (_, file, artifactLocation) => {
    expect(placed({ file })).toEqual({ physicalLocation: { artifactLocation } });
  });

  it('has no region for a line that no file has', () => {
    expect(placed({ file: 'a', line: 0 })).not.toHaveProperty('physicalLocation.region');
  });

  it('tells the way to a place, what stays the same, and who answers for it', () => {
    const finding = {
      ...FINDING,
      steps: ['postinstall: node a.js', 'a.js:1'],
      fingerprint: { name: 'place/v1', value: 'x' },
      justification: 'ann: not reachable',
    };
    const [result] = sarifLogOf([run({ findings: [finding] })]).runs[0]?.results ?? [];

    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location.message)).toEqual(
      [{ text: 'postinstall: node a.js' }, { text: 'a.js:1' }, undefined],
    );
    expect(result).toMatchObject({
      partialFingerprints: { 'place/v1': 'x' },
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'ann: not reachable' }],
    });
  });

  it('has nothing in it that steers a terminal, wherever it stands', () => {
    const hostile = '\u001b[2J\u202e\n\u0000x';
    const log = sarifLogOf([
      run({
        rules: [{ id: hostile, text: hostile, level: 'note', properties: { a: [{ b: hostile }] } }],
        findings: [
          {
            ...{ rule: hostile, level: 'note', message: hostile, steps: [hostile], justification: hostile },
            place: { file: hostile, package: { name: hostile, fullName: hostile } },
            ...{ fingerprint: { name: 'a', value: hostile }, properties: { a: hostile } },
          },
        ],
        properties: { a: hostile },
      }),
    ]);

    expect(textsIn(log).filter((text) => /\p{Cc}|\u202e/u.test(text))).toEqual([]);
  });

  it.each<[string, SarifRun[]]>([
    ['a finding of a rule that is not listed', [run({ findings: [{ ...FINDING, rule: 'another' }] })]],
    ['a message without a text', [run({ findings: [{ ...FINDING, message: ' ' }] })]],
    ['two rules with one id', [run({ rules: [...run().rules, ...run().rules] })]],
    ['two runs about one thing', [run(), run()]],
    ['a time that is none', [run({ endedAt: 'yesterday' })]],
  ])('does not write %s', (_, runs) => {
    expect(() => sarifLogOf(runs)).toThrow();
  });

  it('knows its own shape, and no field beside it', () => {
    const log = sarifLogOf([run()]);

    expect(SarifLog.safeParse(log).success).toBe(true);
    expect(SarifLog.safeParse({ ...log, unheardOf: 1 }).success).toBe(false);
  });
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
