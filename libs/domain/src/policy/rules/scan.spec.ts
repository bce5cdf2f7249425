import type { MinMaturity } from '../../agent/maturity';
import { packageId } from '../../package/package-id';
import { SEVERITIES, VERDICTS } from '../../scan/report';
import { decide } from '../decide';
import {
  ADVISORY_DATA,
  artifacts,
  EXAMPLE_DIGEST,
  EXAMPLE_NOW,
  EXAMPLES,
  factsInOrder,
  KNOWN_IN_ORDER,
  OTHER_DIGEST,
  policyWith,
} from '../decide.examples';
import type { Facts } from '../facts';
import type { AdvisoryMatch, PackageFacts } from '../package-facts';

const known = (...matches: Partial<AdvisoryMatch>[]): PackageFacts => ({
  ...KNOWN_IN_ORDER,
  advisories: {
    data: ADVISORY_DATA,
    matches: matches.map((match) => ({
      id: 'GHSA-1',
      aliases: [],
      severity: 'critical',
      fixedIn: [],
      malware: false,
      summary: 'bad',
      ...match,
    })),
  },
});
const rulesOf = factsInOrder().policy?.rules as NonNullable<Facts['policy']>['rules'];
const MATURE: readonly MinMaturity[] = ['intern', 'supervised', 'autonomous'];
const BOUND = factsInOrder().approvals.map((one) => ({
  ...one,
  grant: one.grant && { ...one.grant, digests: [EXAMPLE_DIGEST, OTHER_DIGEST] },
}));
const answers = (changes: Partial<Facts>) =>
  MATURE.map((maturity) => decide(factsInOrder({ maturity, approvals: BOUND, ...changes }), 1).reasonCode);

describe('libs/domain/policy/rules: scan and advisories', () => {
  const REFUSED = 'advisory-severity';
  it.each([
    ['info', ['approved', 'approved', 'approved']],
    ['low', [REFUSED, 'approved', 'approved']],
    ['medium', [REFUSED, 'approved', 'approved']],
    ['high', [REFUSED, REFUSED, 'approved']],
    ['critical', [REFUSED, REFUSED, REFUSED]],
  ] as const)('an advisory of severity %s: %j', (severity, expected) => {
    expect(SEVERITIES).toContain(severity);
    expect(answers({ known: known({ severity }) })).toEqual(expected);
  });

  const SUSPECT = 'suspicious';
  it.each([
    ['clean', ['approved', 'approved', 'approved']],
    ['warning', [SUSPECT, 'approved', 'approved']],
    ['suspicious', [SUSPECT, SUSPECT, SUSPECT]],
    ['unknown', ['scan-incomplete', 'scan-incomplete', 'scan-incomplete']],
    ['malicious', ['malicious', 'malicious', 'malicious']],
  ] as const)('a verdict of %s: %j', (verdict, expected) => {
    expect(VERDICTS).toContain(verdict);
    expect(answers({ known: artifacts({ verdict }) })).toEqual(expected);
    expect(answers({ known: artifacts({}, { digest: OTHER_DIGEST, verdict }) })).toEqual(expected);
  });

  it.each<[string, Partial<Facts>, string]>([
    [
      'another file is suspicious',
      { known: artifacts({}, { digest: OTHER_DIGEST, verdict: 'suspicious' }) },
      'approved',
    ],
    [
      'another file is an sdist',
      { known: artifacts({}, { digest: OTHER_DIGEST, kind: 'sdist' }) },
      'approved',
    ],
    [
      'another file could not be judged',
      { known: artifacts({}, { digest: OTHER_DIGEST, verdict: 'unknown' }) },
      'approved',
    ],
    [
      'another file is malicious',
      { known: artifacts({}, { digest: OTHER_DIGEST, verdict: 'malicious' }) },
      'malicious',
    ],
    [
      'the scan failed since',
      { known: { ...artifacts({}), scanFailed: { at: 'x', message: 'y' } } },
      'scan-incomplete',
    ],
    [
      'the scan of nothing failed',
      { known: { ...artifacts(), scanFailed: { at: 'x', message: 'y' } } },
      'scan-incomplete',
    ],
    ['nothing was scanned', { known: artifacts() }, 'not-scanned'],
  ])('where one file is meant and %s', (_, changes, code) => {
    expect(decide(factsInOrder({ digest: EXAMPLE_DIGEST, ...changes }), 1).reasonCode).toBe(code);
  });

  it('a policy that refuses from malicious on lets suspicion pass, and malware never', () => {
    const refuseFrom = { intern: 'malicious', supervised: 'malicious', autonomous: 'malicious' } as const;
    const policy = policyWith({ suspicious: { mode: 'off', refuseFrom } });

    expect(answers({ policy, known: artifacts({ verdict: 'suspicious' }) })).toEqual([
      'approved',
      'approved',
      'approved',
    ]);
    expect(answers({ policy, known: known({ malware: true, severity: 'info' }) })).toEqual(
      MATURE.map(() => 'malicious'),
    );
  });

  const hour = 3_600_000;
  const aged = (milliseconds: number) => ({
    ...ADVISORY_DATA,
    importedAt: new Date(EXAMPLE_NOW - milliseconds).toISOString(),
  });
  const STALE = 'advisories-stale';
  it.each<[string, Facts['advisoryData'], string[]]>([
    ['of this moment', aged(0), ['approved', 'approved', 'approved']],
    ['24 hours old', aged(24 * hour), ['approved', 'approved', 'approved']],
    ['a moment older', aged(24 * hour + 1), [STALE, 'approved', 'approved']],
    ['over 72 hours old', aged(72 * hour + 1), [STALE, STALE, 'approved']],
    ['over a week old', aged(168 * hour + 1), [STALE, STALE, STALE]],
    ['of no date', { ...ADVISORY_DATA, importedAt: null }, [STALE, STALE, STALE]],
    ['of a date that is none', { ...ADVISORY_DATA, importedAt: 'lately' }, [STALE, STALE, STALE]],
    ['not loaded', { ...ADVISORY_DATA, loaded: false }, [STALE, STALE, STALE]],
    ['not known', undefined, [STALE, STALE, STALE]],
  ])('advisory data %s: %j', (_, advisoryData, expected) => {
    expect(answers({ advisoryData })).toEqual(expected);
  });

  it.each<[string, Facts['advisoryData'], string]>([
    ['none at all', undefined, 'approved'],
    ['not loaded', { ...ADVISORY_DATA, loaded: false }, 'approved'],
    ['too old', aged(25 * hour), STALE],
    ['of no date', { ...ADVISORY_DATA, importedAt: null }, STALE],
  ])('where the policy does not require the data: %s', (_, advisoryData, code) => {
    const policy = policyWith({ 'advisories-stale': { ...rulesOf['advisories-stale'], required: false } });

    expect(decide(factsInOrder({ policy, advisoryData }), 1).reasonCode).toBe(code);
  });

  const request = (requirement: string) => ({
    subject: 'governance.package.request',
    request: { requirements: [requirement] },
  });
  const exception = {
    subject: 'governance.exception.grant',
    request: {
      rule: 'advisory-severity',
      agentId: 'agent-7',
      selector: { kind: 'exact', ecosystem: 'npm', name: 'lodash', version: '4.17.21' },
    },
  };
  it.each<[string, Partial<AdvisoryMatch>[], object]>([
    ['the fix', [{ fixedIn: ['4.17.22'] }], request('lodash@4.17.22')],
    [
      'the nearest fix above',
      [{ fixedIn: ['5.0.1', '4.17.20', '4.18.0', '4.17.21'] }],
      request('lodash@4.18.0'),
    ],
    [
      'the last of the fixes needed',
      [{ fixedIn: ['4.17.22'] }, { fixedIn: ['4.19.0', '6.0.0'] }, { fixedIn: ['4.18.0'] }],
      request('lodash@4.19.0'),
    ],
    ['an exception where one has no fix', [{ fixedIn: ['4.17.22'] }, { fixedIn: [] }], exception],
    ['an exception where the fix is below', [{ fixedIn: ['3.0.0'] }], exception],
    ['an exception where the fix is this very version', [{ fixedIn: ['4.17.21'] }], exception],
    ['an exception where the fix is no version', [{ fixedIn: ['soon'] }], exception],
    ['the fix beside one that is no version', [{ fixedIn: ['soon', '4.17.22'] }], request('lodash@4.17.22')],
  ])('proposes %s', (_, matches, nextStep) => {
    expect(decide(factsInOrder({ known: known(...matches) }), 1).nextStep).toMatchObject(nextStep);
  });

  it("writes a requirement the ecosystem's way", () => {
    const facts = factsInOrder({
      package: packageId({ ecosystem: 'pypi', name: 'requests', version: '2.0' }),
      known: known({ fixedIn: ['2.1.0'] }),
    });

    expect(decide(facts, 1).nextStep).toMatchObject(request('requests==2.1'));
  });

  it.each<[string, Partial<Facts>, object]>([
    [
      'the worst first, at most ten',
      {
        known: known(
          { id: 'LOW', severity: 'low' },
          ...Array.from({ length: 11 }, (_, index) => ({ id: `HIGH-${index}` })),
        ),
      },
      {
        reason: 'HIGH-0 (critical) affects this version.',
        evidence: Array.from({ length: 10 }, (_, index) => ({
          fact: 'advisory',
          text: 'critical: bad',
          ref: `HIGH-${index}`,
        })),
      },
    ],
    [
      'only what refuses',
      { known: known({ id: 'INFO', severity: 'info' }, { id: 'LOW', severity: 'low' }) },
      { evidence: [{ ref: 'LOW' }] },
    ],
    [
      'the malware report',
      { known: known({ malware: true, id: 'MAL-1' }) },
      {
        reason: 'Malicious: the malware report MAL-1 names it.',
        evidence: [{ fact: 'advisory', ref: 'MAL-1' }],
      },
    ],
    [
      'the malware report alone',
      { known: known({ malware: true, id: 'MAL-1' }, { id: 'GHSA-2' }) },
      { evidence: [{ fact: 'advisory', ref: 'MAL-1' }] },
    ],
    [
      'the malicious file alone',
      { known: artifacts({}, { digest: OTHER_DIGEST, verdict: 'malicious' }) },
      { evidence: [{ fact: 'scan', ref: OTHER_DIGEST }] },
    ],
    [
      'the suspicious file alone',
      { known: artifacts({}, { digest: OTHER_DIGEST, verdict: 'suspicious', worst: 'high' }) },
      {
        evidence: [
          { fact: 'scan', text: 'lodash-4.17.21.tgz: suspicious, worst finding high', ref: OTHER_DIGEST },
        ],
        nextStep: { request: { rule: 'suspicious' } },
      },
    ],
    [
      'that no finding is known',
      { known: artifacts({ verdict: 'suspicious' }) },
      { evidence: [{ text: 'lodash-4.17.21.tgz: suspicious, worst finding none' }] },
    ],
    [
      'which file was not scanned',
      { digest: OTHER_DIGEST },
      {
        reason: 'Approved or not, this file has not been scanned; a request has it scanned.',
        evidence: [{ fact: 'scan', ref: OTHER_DIGEST }],
      },
    ],
    [
      'that none was scanned',
      { known: undefined },
      { reason: 'Approved or not, no file has been scanned; a request has it scanned.' },
    ],
    [
      'why the scan failed',
      EXAMPLES['scan-incomplete'],
      {
        reason: 'The scan is not complete: it failed at 2026-06-15T11:00:00Z (the archive is corrupt).',
        evidence: [{ fact: 'scan' }],
      },
    ],
    [
      'which file could not be judged',
      { known: artifacts({ verdict: 'unknown' }) },
      { evidence: [{ fact: 'scan', text: 'lodash-4.17.21.tgz could not be judged', ref: EXAMPLE_DIGEST }] },
    ],
    [
      'how old the data is',
      EXAMPLES['advisories-stale'],
      {
        reason:
          'It cannot be said whether vulnerabilities are known: the advisory data of 2026-06-13T06:00:00Z is older than 24 hours.',
        nextStep: { subject: 'scanner.advisories.import' },
      },
    ],
    [
      'that there is no data',
      { advisoryData: undefined },
      { evidence: [{ text: 'no advisory data is loaded' }] },
    ],
    [
      'that the data has no date',
      { advisoryData: { ...ADVISORY_DATA, importedAt: null } },
      { evidence: [{ text: 'nobody knows how old the advisory data is' }] },
    ],
    ['which maturity would pass', { known: known({ severity: 'high' }) }, { maturityRequired: 'autonomous' }],
    ['that no maturity would pass', { known: known({}) }, { maturityRequired: null }],
    [
      'that no maturity would help what nobody approved',
      { entry: undefined, approvals: [], known: known({ severity: 'high' }) },
      { maturityRequired: null, reasonCode: 'advisory-severity' },
    ],
    [
      'a hostile text made printable',
      { known: known({ summary: 'x\u202e\u0007' }) },
      { evidence: [{ text: 'critical: x\\u202e\\u0007' }] },
    ],
  ])('tells %s', (_, changes, expected) => {
    const decision = decide(factsInOrder(changes), 1);

    expect(decision).toMatchObject(expected);
  });
});
