import fc from 'fast-check';
import { MATURITIES, MinMaturity, type Maturity } from '../../agent/maturity';
import { FIRST_VERSION, type VersionDelta } from '../../registry/delta/version-delta';
import type { RuleException } from '../../registry/standing';
import { APPROVAL_STATES, statusOf } from '../../registry/state';
import { Capability, SEVERITIES, VERDICTS } from '../../scan/report';
import {
  ADVISORY_DATA,
  CLEAN_ARTIFACT,
  EXAMPLE_DIGEST,
  EXAMPLE_GRANT,
  EXAMPLE_NOW,
  EXAMPLE_SOURCE,
  factsInOrder,
  OTHER_DIGEST,
} from '../decide.examples';
import { ProvenanceChange } from '../../provenance/change';
import { DEFAULT_POLICY } from '../default-policy';
import { deltaWith, EXAMPLE_HOOK } from '../delta-examples';
import { EXCEPTABLE_RULES } from '../exception';
import type { ApprovalFact, BanFact, Facts } from '../facts';
import type { PackageFacts, ReleaseFacts } from '../package-facts';
import type { Policy } from '../policy';
import { drawnRegistry, registryRules } from './drawn-registry';
import { NOT_AFFECTED } from '../statement';

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(EXAMPLE_NOW - hours * HOUR).toISOString();
/** Most draws are in order, or hardly any facts would be allowed and the laws would say nothing. */
const mostly = <T>(good: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: other });

export const maturity = fc.constantFrom<Maturity>(...MATURITIES);
const minMaturity = fc.constantFrom<MinMaturity>(...MinMaturity.options);
const digests = fc.subarray([EXAMPLE_DIGEST, OTHER_DIGEST]);

const selector = fc.constantFrom<ApprovalFact['selector']>(
  { kind: 'exact', ecosystem: 'npm', name: 'lodash', version: '4.17.21' },
  { kind: 'digest', digest: EXAMPLE_DIGEST },
  { kind: 'range', ecosystem: 'npm', name: 'lodash', range: '>=4.0.0 <5.0.0-0' },
  { kind: 'all', ecosystem: 'npm', name: 'lodash' },
  { kind: 'pattern', ecosystem: 'npm', pattern: 'lod*' },
);

const grant = fc.record({
  grantedAt: fc.constantFrom(ago(100), ago(50)),
  expiresAt: mostly<string | null>(null, fc.constantFrom(ago(1), ago(-1))),
  by: fc.constant(EXAMPLE_GRANT.by),
  digests: mostly<string[] | null>([EXAMPLE_DIGEST, OTHER_DIGEST], fc.option(digests)),
  closure: fc.constant(null),
  without: fc.subarray([...Capability.options], { maxLength: 2 }),
  breakGlass: mostly(false, fc.boolean()),
  inheritedFrom: fc.constant(null),
  reason: fc.constant(null),
});

const approval: fc.Arbitrary<ApprovalFact> = fc.record({
  id: fc.constantFrom(null, 'approval-1', 'approval-2'),
  selector,
  minMaturity,
  grant: fc.oneof({ weight: 9, arbitrary: grant }, { weight: 1, arbitrary: fc.constant(undefined) }),
});

export const ban: fc.Arbitrary<BanFact> = fc.record({
  id: fc.constantFrom(null, 'ban-1'),
  selector,
  reason: fc.string({ minLength: 1 }),
});

/** Of somebody who publishes nothing here: it speaks only where nobody knows who did. */
export const PUBLISHER_BAN: BanFact = {
  id: 'ban-2',
  selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
  reason: 'stolen key',
};

const drawnException = fc.record({
  id: fc.constantFrom('exception-1', 'exception-2'),
  selector,
  agentId: fc.constantFrom(null, 'agent-7', 'agent-8'),
  owner: fc.constant('ada'),
  reason: fc.constant('why'),
  by: fc.constant('person:ada'),
  grantedAt: fc.constant(ago(10)),
  expiresAt: fc.constantFrom(ago(1), ago(-1)),
  state: fc.constantFrom('live' as const, 'withdrawn' as const),
});

const statedRule: fc.Arbitrary<Pick<RuleException, 'rule' | 'notAffected'>> = fc
  .constantFrom('GHSA-1', 'MAL-1', 'CVE-1')
  .map((advisory) => ({
    rule: NOT_AFFECTED,
    notAffected: { advisory, justification: 'vulnerable_code_not_present' },
  }));
const exception: fc.Arbitrary<RuleException> = fc
  .tuple(
    drawnException,
    fc.oneof(
      fc
        .constantFrom(...EXCEPTABLE_RULES)
        .map((rule): Pick<RuleException, 'rule' | 'notAffected'> => ({ rule })),
      statedRule,
    ),
  )
  .map(([one, of]) => ({ ...one, ...of }));

const release: fc.Arbitrary<ReleaseFacts> = fc
  .record({
    publishedAt: mostly<string | null>(ago(9_000), fc.constantFrom(null, ago(1), ago(30), ago(100), ago(-5))),
    yanked: mostly<boolean | null>(false, fc.constantFrom(null, true)),
    publisher: mostly<string | null>('ada', fc.constantFrom(null, ' ')),
    licence: mostly<string | null>(
      'MIT',
      fc.constantFrom(null, 'GPL-3.0-only', 'MIT OR GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED'),
    ),
    provenance: fc.constantFrom(null, 'verified', 'unverified', 'absent'),
    provenanceBefore: fc.constantFrom(null, 'verified', 'unverified', 'absent'),
    provenanceSource: fc.constantFrom(null, EXAMPLE_SOURCE, { ...EXAMPLE_SOURCE, repositoryId: '1' }),
    provenanceChange: fc.constantFrom(null, ...ProvenanceChange.options),
    buildScripts: mostly<boolean | null>(false, fc.constantFrom(null, true)),
    weeklyDownloads: fc.constantFrom(null, 10, 10_000_000),
    registry: drawnRegistry,
  })
  .map(consistent);

/** The first release that is known has none before it: both come out of the same history. */
function consistent<Release extends { provenanceBefore: unknown; provenanceChange: unknown }>(
  drawn: Release,
): Release {
  return drawn.provenanceChange === 'first' ? { ...drawn, provenanceBefore: null } : drawn;
}

const advisoryData = mostly<Facts['advisoryData']>(
  ADVISORY_DATA,
  fc.constantFrom(
    undefined,
    { ...ADVISORY_DATA, loaded: false },
    { ...ADVISORY_DATA, importedAt: null },
    {
      ...ADVISORY_DATA,
      importedAt: ago(100),
    },
  ),
);

export const known: fc.Arbitrary<PackageFacts> = fc.record({
  artifacts: fc.array(
    fc
      .record({
        digest: fc.constantFrom(EXAMPLE_DIGEST, OTHER_DIGEST),
        kind: mostly<'wheel' | 'sdist' | 'tarball'>('tarball', fc.constantFrom('wheel', 'sdist')),
        verdict: mostly<(typeof VERDICTS)[number]>('clean', fc.constantFrom(...VERDICTS)),
        highRisk: mostly(false, fc.boolean()),
        detonated: fc.constantFrom(null, ...VERDICTS),
      })
      .map((changes) => ({ ...CLEAN_ARTIFACT, ...changes })),
    { maxLength: 2 },
  ),
  release,
  advisories: fc.record({
    matches: mostly<PackageFacts['advisories']['matches']>(
      [],
      fc.array(
        fc.record({
          id: fc.constantFrom('GHSA-1', 'MAL-1'),
          aliases: fc.subarray(['CVE-1']),
          severity: fc.constantFrom(...SEVERITIES),
          fixedIn: fc.subarray(['4.17.22', '5.0.0', 'not a version']),
          malware: mostly(false, fc.boolean()),
          summary: fc.string(),
        }),
        { maxLength: 2 },
      ),
    ),
    data: fc.constant(ADVISORY_DATA),
  }),
  scanFailed: mostly<PackageFacts['scanFailed']>(null, fc.constant({ at: ago(1), message: 'corrupt' })),
});

const mode = fc.constantFrom('enforce' as const, 'enforce' as const, 'dry-run' as const, 'off' as const);
/** Laxer for a higher maturity, never stricter: what the lint of the policy file asks for. */
const rising = <T>(values: readonly T[]) =>
  fc
    .tuple(fc.nat(values.length - 1), fc.nat(values.length - 1), fc.nat(values.length - 1))
    .map((places) => [...places].sort((a, b) => a - b).map((place) => values[place] as T))
    .map(
      ([intern, supervised, autonomous]) => ({ intern, supervised, autonomous }) as Record<MinMaturity, T>,
    );

const policy: fc.Arbitrary<Policy> = fc
  .record({
    'advisory-severity': fc.record({ mode, refuseFrom: rising(SEVERITIES) }),
    'advisories-stale': fc.record({ mode, required: fc.boolean(), maxAgeHours: rising([0, 24, 72, 168]) }),
    suspicious: fc.record({ mode, refuseFrom: rising(['warning', 'suspicious', 'malicious'] as const) }),
    'release-yanked': fc.record({ mode }),
    'release-too-new': fc.record({
      mode,
      minAgeHours: rising([168, 72, 24, 0]),
      farReaching: fc.option(fc.constant({ weeklyDownloads: 1_000_000, factor: 2 }), { nil: undefined }),
      lostProvenanceFactor: fc.constantFrom(1, 3),
      exemptFixes: fc.boolean(),
      own: fc.subarray(['lodash', '@acme/*']),
    }),
    'provenance-lost': fc.record({ mode }),
    'provenance-changed': fc.record({
      mode,
      pins: fc.subarray([
        { packages: ['lodash'], repository: 'https://forge.invalid/lodash/lodash' },
        { packages: ['lod*'], issuer: 'https://ci.invalid' },
      ]),
    }),
    'licence-refused': fc.record({
      mode,
      allow: fc.subarray(['MIT', 'GPL-3.0-only']),
      deny: fc.subarray(['GPL-3.0-only']),
    }),
    'build-scripts': fc.record({ mode, allow: rising([false, true]), packages: fc.subarray(['lodash']) }),
    'source-kind': fc.record({
      mode,
      allow: rising<('wheel' | 'sdist' | 'tarball')[]>([
        ['tarball'],
        ['tarball', 'wheel'],
        ['tarball', 'wheel', 'sdist'],
      ]),
    }),
    'closure-too-large': fc.record({ mode, maxPackages: rising([10, 100, 1_000]) }),
    'name-accused': fc.record({ mode, stops: rising([true, false]) }),
    'capability-gained': fc.record({
      mode,
      allow: rising<Capability[]>([[], ['network'], ['network', 'wallets']]),
    }),
    'not-detonated': fc.record({ mode }),
    'install-script-changed': fc.record({
      mode,
      allow: rising([false, true]),
      codeToo: rising([true, false]),
    }),
  })
  .chain((rules) =>
    registryRules(mode, rising).map((more) => ({ ...DEFAULT_POLICY, rules: { ...rules, ...more } })),
  );

const name = (state: 'absent' | 'appeared' | 'cleared'): Facts['name'] => ({
  state,
  firstAskedAt: ago(100),
  lastAskedAt: ago(50),
  times: 3,
  askedBy: [],
  appearedAt: null,
});

const HOOK_NEWS = { added: [EXAMPLE_HOOK], changed: [] };
const DELTAS: readonly VersionDelta[] = [
  { kind: 'unknown', from: '4.17.20', why: 'no scan' },
  deltaWith({}),
  deltaWith({ capabilities: ['network'], how: 'scanned' }),
  deltaWith({ capabilities: ['subprocess', 'wallets'] }),
  deltaWith({ hooks: HOOK_NEWS, hooksAndCode: HOOK_NEWS }),
  deltaWith({ hooksAndCode: HOOK_NEWS }),
];
const ACCUSATION = { kind: 'transposition' as const, target: 'lodash', text: 'swapped' };

/** Of every kind, in order often enough that much of it is allowed. */
export const facts: fc.Arbitrary<Facts> = fc
  .record({
    approvalState: fc.constantFrom(...APPROVAL_STATES, 'approved' as const, 'approved' as const, undefined),
    banReason: mostly<string | null>(null, fc.string({ minLength: 1 })),
    changes: fc.record({
      digest: mostly<string | undefined>(undefined, fc.constantFrom(EXAMPLE_DIGEST, OTHER_DIGEST)),
      maturity: fc.oneof(fc.constantFrom<Maturity>('supervised', 'autonomous'), maturity),
      isAgentRegistered: mostly(true, fc.boolean()),
      isAgentSuspended: mostly(false, fc.boolean()),
      approvals: fc.uniqueArray(approval, { maxLength: 3, selector: ({ id }) => id }),
      bans: mostly<BanFact[]>([], fc.array(ban, { maxLength: 2 })),
      publisherBans: mostly<BanFact[]>([], fc.constant([PUBLISHER_BAN])),
      known: fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.constant(undefined) }),
      advisoryData,
      exceptions: fc.uniqueArray(exception, { maxLength: 2, selector: ({ id }) => id }),
      accusations: mostly<Facts['accusations']>([], fc.constant([ACCUSATION])),
      name: mostly<Facts['name']>(
        undefined,
        fc.constantFrom(name('absent'), name('appeared'), name('cleared')),
      ),
      fixesInUse: fc.subarray(['GHSA-1']),
      delta: mostly<Facts['delta']>(FIRST_VERSION, fc.constantFrom(undefined, ...DELTAS)),
      closureSize: fc.constantFrom(undefined, 5, 50, 5_000),
      policy: fc.oneof({ weight: 9, arbitrary: policy }, { weight: 1, arbitrary: fc.constant(undefined) }),
    }),
  })
  .map(({ approvalState, banReason, changes }) => {
    const entry =
      approvalState === undefined ? undefined : { approval: approvalState, minMaturity: null, banReason };
    return factsInOrder({ ...changes, entry, status: statusOf(entry) });
  });
