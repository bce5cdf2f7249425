import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import type { ClosureReport, ReportedFinding } from './closure-report';
import { cycloneDxVexOf } from './cyclonedx-vex';
import { sarifOf } from './sarif';
import { JUSTIFICATIONS } from '../policy/statement';
import { reported, reportOf, STATEMENT } from './testing/reported';

const SCHEMAS = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema');

/** The schema that CycloneDX publishes for 1.6, as its own library carries it. */
function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  addFormats(ajv);
  // Formats of other drafts that ajv-formats does not know; nothing of ours has them.
  for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true);
  // By the names that the schema calls them by, next to it.
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(schema('bom-1.6'));
}

function schema(name: string): object {
  return JSON.parse(readFileSync(join(SCHEMAS, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
}

const HOSTILE = '\u001b[31m\u202e"<script>\u0000\n';
const CASES: readonly [string, readonly ReportedFinding[]][] = [
  ['nothing', []],
  ['one advisory', [reported()]],
  [
    'one that says next to nothing',
    [
      reported({
        ...{ introducedIn: null, publishedAt: null, vector: null, score: null, fixedIn: [], aliases: [] },
        ...{ summary: '', path: [] },
      }),
    ],
  ],
  ['a scoped package', [reported({ package: { ecosystem: 'npm', name: '@a/left', version: '1.2.0' } })]],
  [
    'a package of PyPI and a vector of CVSS 4',
    [
      reported({
        package: { ecosystem: 'pypi', name: 'left', version: '1.2' },
        vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
        score: 9.3,
      }),
    ],
  ],
  ['a vector of CVSS 2', [reported({ vector: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', score: 7.5 })]],
  [
    'likelihood and known exploitation',
    [
      reported({
        epss: { probability: 0.97, percentile: 0.999 },
        kev: { addedOn: '2026-01-01', dueOn: null, ransomware: true },
      }),
    ],
  ],
  [
    'malware',
    [reported({ id: 'MAL-2026-1', malware: true, severity: 'critical', vector: null, score: null })],
  ],
  [
    'the same advisory on two packages',
    [reported(), reported({ package: { ecosystem: 'npm', name: 'left', version: '1.3.0' } })],
  ],
  ...JUSTIFICATIONS.map((justification): [string, ReportedFinding[]] => [
    `the statement ${justification}`,
    [reported({ statement: { ...STATEMENT, justification } })],
  ]),
  [
    'hostile text everywhere',
    [
      reported({
        ...{ id: HOSTILE, aliases: [HOSTILE], summary: HOSTILE.repeat(1_000), fixedIn: [HOSTILE] },
        ...{ introducedIn: HOSTILE, publishedAt: HOSTILE, vector: HOSTILE, path: [HOSTILE] },
        statement: { ...STATEMENT, reason: HOSTILE, owner: HOSTILE },
      }),
    ],
  ],
];

/** Every string of a document that would do something to a terminal. */
function unprintable(value: unknown): string[] {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not be there
  if (typeof value === 'string') return /[\u0000-\u001f\u007f-\u009f\u202e]/.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(unprintable) : [];
}

describe('closure-report/cyclonedx-vex', () => {
  const validate = validator();
  const vexOf = (report: ClosureReport) => JSON.parse(JSON.stringify(cycloneDxVexOf(report)));

  it.each(CASES)('is valid CycloneDX 1.6 for %s', (_title, findings) => {
    validate(vexOf(reportOf(findings)));

    expect(validate.errors ?? []).toEqual([]);
    expect(unprintable(vexOf(reportOf(findings)))).toEqual([]);
  });

  it('would notice a field that the schema does not have, and a state that it does not know', () => {
    const vex = vexOf(reportOf([reported()]));
    expect(validate({ ...vex, unheardOf: 1 })).toBe(false);
    vex.vulnerabilities[0].analysis.state = 'harmless';
    expect(validate(vex)).toBe(false);
  });

  it.each<[string, Partial<ReportedFinding>, object, string]>([
    ['nobody says anything', {}, { state: 'in_triage' }, 'affected'],
    [
      'somebody answers for it',
      { statement: STATEMENT },
      { state: 'not_affected', justification: 'code_not_reachable' },
      'unaffected',
    ],
    ['it is malware', { malware: true }, { state: 'exploitable' }, 'affected'],
    [
      'it is malware, whatever is stated',
      { malware: true, statement: STATEMENT },
      { state: 'exploitable' },
      'affected',
    ],
  ])('says what is made of it where %s', (_title, own, analysis, status) => {
    const [vulnerability] = vexOf(reportOf([reported(own)])).vulnerabilities;

    expect(vulnerability.analysis).toMatchObject(analysis);
    expect(vulnerability.affects).toEqual([
      { ref: 'pkg:npm/left@1.2.0', versions: [{ version: '1.2.0', status }] },
    ]);
  });

  it('names each package once, and every vulnerability by something of its own', () => {
    const { components, vulnerabilities } = vexOf(reportOf([reported(), reported({ id: 'GHSA-left-0002' })]));

    expect(components).toHaveLength(1);
    expect(new Set(vulnerabilities.map((each: { 'bom-ref': string }) => each['bom-ref'])).size).toBe(2);
  });
});

describe('closure-report/sarif', () => {
  /** The shape is held to the published types of SARIF 2.1.0 by the compiler; no schema of it is among our packages. */
  const sarif = (report: ClosureReport, artifact?: string): Log => sarifOf(report, artifact);
  const LEVELS = ['none', 'note', 'warning', 'error'];

  it.each(CASES)('keeps the rules of SARIF 2.1.0 for %s', (_title, findings) => {
    const log = sarif(reportOf(findings), 'lock.json');

    expect(log.version).toBe('2.1.0');
    expect(log.runs).toHaveLength(1);
    const [run] = log.runs;
    const rules = run?.tool.driver.rules ?? [];
    // 3.19.23: ids of rules differ. 3.27.5 and 3.27.6: a result's id and index name the same rule.
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const result of run?.results ?? []) {
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
      // 3.11: a message has a text; 3.27.10: one of four levels; 3.4.4: no absolute path in a URI.
      expect(result.message.text).toMatch(/\S/);
      expect(LEVELS).toContain(result.level);
      expect(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('lock.json');
      // 3.33.3 and 3.33.4: what a logical location is called.
      expect(result.locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName).toMatch(/\S/);
    }
    expect(unprintable(log)).toEqual([]);
  });

  it('holds every result to its place in the tree, and no file where none is known', () => {
    const [result] = sarif(reportOf([reported()])).runs[0]?.results ?? [];

    expect(result?.locations).toEqual([
      {
        logicalLocations: [
          { name: 'left@1.2.0', fullyQualifiedName: 'app@1.0.0 > left@1.2.0', kind: 'package' },
        ],
      },
    ]);
  });

  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['info', 'note'],
  ] as const)('says of %s: %s', (severity, level) => {
    expect(sarif(reportOf([reported({ severity })])).runs[0]?.results?.[0]?.level).toBe(level);
  });

  it.each<[string, Partial<ClosureReport>, boolean]>([
    ['all were looked up', {}, true],
    [
      'no advisories are loaded',
      {
        sources: {
          ...reportOf([]).sources,
          advisories: { ...reportOf([]).sources.advisories, loaded: false },
        },
      },
      false,
    ],
    ['findings are left out', { findingsLeftOut: 1 }, false],
  ])('says whether it has done what it was asked to where %s', (_, own, isWhole) => {
    expect(sarif(reportOf([], own)).runs[0]?.invocations?.[0]?.executionSuccessful).toBe(isWhole);
  });

  it('suppresses what is stated not to affect, and leaves it in', () => {
    const results = sarif(reportOf([reported(), reported({ statement: STATEMENT })])).runs[0]?.results;

    expect(results?.map(({ suppressions }) => suppressions?.[0]?.status)).toEqual([undefined, 'accepted']);
    expect(results?.[1]?.suppressions?.[0]?.justification).toContain('only `trim` is called');
  });

  it('has one rule for one advisory on two packages', () => {
    const two = reportOf([
      reported(),
      reported({ package: { ecosystem: 'npm', name: 'left', version: '1.3.0' } }),
    ]);
    const [run] = sarif(two).runs;

    expect(run?.tool.driver.rules).toHaveLength(1);
    expect(new Set(run?.results?.map((result) => JSON.stringify(result.partialFingerprints))).size).toBe(2);
  });
});
