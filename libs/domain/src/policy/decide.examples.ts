import type { PackageId } from '../package/package-id';
import { packageId } from '../package/package-id';
import { FIRST_VERSION, type VersionDelta } from '../registry/delta/version-delta';
import type { Grant } from '../registry/grant';
import { statusOf, type RegistryEntry } from '../registry/state';
import { deltaWith, EXAMPLE_HOOK } from './delta-examples';
import { DEFAULT_POLICY, DEFAULT_POLICY_VERSION } from './default-policy';
import type { ApprovalFact, Facts } from './facts';
import type { ArtifactScan, PackageFacts, ReleaseFacts } from './package-facts';
import type { ProvenanceSource } from '../provenance/identity';
import type { Policy, PolicyRules } from './policy';
import type { ReasonCode } from './reason-code';
import { REGISTRY_IN_ORDER, REGISTRY_SETTINGS, registryWith } from './registry-examples';

/**
 * One set of facts for each reason code: what an agent is told, shown in docs/rules.md and held by decide.spec.ts.
 * Each differs from `factsInOrder`, which is allowed, in as little as can be.
 */
export const EXAMPLE_NOW = Date.parse('2026-06-15T12:00:00Z');
export const EXAMPLE_PACKAGE: PackageId = packageId({ ecosystem: 'npm', name: 'lodash', version: '4.17.21' });
export const EXAMPLE_DIGEST = `sha256:${'a'.repeat(64)}`;
export const OTHER_DIGEST = `sha256:${'b'.repeat(64)}`;

export const CLEAN_ARTIFACT: ArtifactScan = {
  digest: EXAMPLE_DIGEST,
  kind: 'tarball',
  filename: 'lodash-4.17.21.tgz',
  integrity: 'sha512-AAAA',
  url: 'https://registry.invalid/lodash/-/lodash-4.17.21.tgz',
  verdict: 'clean',
  worst: null,
  capabilities: [],
  runsByItself: [],
  agentConfiguration: false,
  rulesVersion: '1',
  scannedAt: '2026-06-15T11:00:00Z',
};

export const EXAMPLE_SOURCE: ProvenanceSource = {
  issuer: 'https://token.actions.githubusercontent.com',
  repository: 'https://forge.invalid/lodash/lodash',
  repositoryId: '3955647',
  workflow: '.github/workflows/release.yml',
  subject: null,
};

export const RELEASE_IN_ORDER: ReleaseFacts = {
  publishedAt: '2025-06-15T12:00:00Z',
  yanked: false,
  publisher: 'jdalton',
  licence: 'MIT',
  provenance: 'verified',
  provenanceBefore: 'verified',
  provenanceSource: EXAMPLE_SOURCE,
  provenanceChange: 'unchanged',
  buildScripts: false,
  weeklyDownloads: 1_000,
  registry: REGISTRY_IN_ORDER,
};

export const ADVISORY_DATA = { loaded: true, advisories: 200_000, importedAt: '2026-06-15T06:00:00Z' };

/** Known, scanned and found to be clean. */
export const KNOWN_IN_ORDER: PackageFacts = {
  artifacts: [CLEAN_ARTIFACT],
  release: RELEASE_IN_ORDER,
  advisories: { matches: [], data: ADVISORY_DATA },
  scanFailed: null,
};

export const EXAMPLE_GRANT: Grant = {
  grantedAt: '2026-06-01T00:00:00Z',
  expiresAt: null,
  by: ['person:ada'],
  digests: [EXAMPLE_DIGEST],
  closure: null,
  without: [],
  breakGlass: false,
  inheritedFrom: null,
  reason: null,
};

export const EXACT_APPROVAL: ApprovalFact = {
  id: null,
  selector: { kind: 'exact', ...EXAMPLE_PACKAGE },
  minMaturity: 'intern',
  grant: EXAMPLE_GRANT,
};

export const STANDING_APPROVAL: ApprovalFact = {
  id: 'approval-1',
  selector: { kind: 'range', ecosystem: 'npm', name: 'lodash', range: '>=4.0.0 <5.0.0-0' },
  minMaturity: 'intern',
  grant: { ...EXAMPLE_GRANT, digests: null },
};

const APPROVED_ENTRY: RegistryEntry = {
  approval: 'approved',
  minMaturity: 'intern',
  banReason: null,
  grant: EXAMPLE_GRANT,
};

/** Everything speaks for it: an intern is allowed. `changes` replace whole fields. */
export function factsInOrder(changes: Partial<Facts> = {}): Facts {
  const entry = 'entry' in changes ? changes.entry : APPROVED_ENTRY;
  return {
    package: EXAMPLE_PACKAGE,
    now: EXAMPLE_NOW,
    status: statusOf(entry),
    entry,
    agentId: 'agent-7',
    maturity: 'intern',
    isAgentRegistered: true,
    isAgentSuspended: false,
    approvals: [EXACT_APPROVAL],
    bans: [],
    publisherBans: [],
    known: KNOWN_IN_ORDER,
    advisoryData: ADVISORY_DATA,
    exceptions: [],
    name: undefined,
    accusations: [],
    fixesInUse: [],
    delta: FIRST_VERSION,
    policy: DEFAULT_POLICY,
    policyVersion: DEFAULT_POLICY_VERSION,
    ...changes,
  };
}

export function release(changes: Partial<ReleaseFacts>): PackageFacts {
  return { ...KNOWN_IN_ORDER, release: { ...RELEASE_IN_ORDER, ...changes } };
}

export function artifacts(...changes: Partial<ArtifactScan>[]): PackageFacts {
  return { ...KNOWN_IN_ORDER, artifacts: changes.map((change) => ({ ...CLEAN_ARTIFACT, ...change })) };
}

/** The built-in policy with other rules. */
export function policyWith(rules: Partial<PolicyRules>): Policy {
  return { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, ...rules } };
}

const unapproved = (
  approval: RegistryEntry['approval'],
  more: Partial<RegistryEntry> = {},
): Partial<Facts> => ({
  entry: { approval, minMaturity: null, banReason: null, ...more },
  approvals: [],
});

const ADVISORY = {
  id: 'GHSA-35jh-r3h4-6jhm',
  aliases: ['CVE-2021-23337'],
  severity: 'high' as const,
  fixedIn: ['4.17.22'],
  malware: false,
  summary: 'Command injection in lodash',
};

export const EXPIRED_GRANT = { ...EXAMPLE_GRANT, expiresAt: '2026-06-14T00:00:00Z' };

/** Approved in a range, for agents that may rest on that. */
const standing = (delta: VersionDelta): Partial<Facts> => ({
  entry: undefined,
  maturity: 'supervised',
  approvals: [STANDING_APPROVAL],
  delta,
});

/** What a registry says, and the one rule that asks for it. */
const told = (rule: keyof typeof REGISTRY_SETTINGS, changes: Partial<ReleaseFacts>): Partial<Facts> => ({
  known: release(changes),
  policy: policyWith({ [rule]: REGISTRY_SETTINGS[rule] }),
});

const CHANGES: Readonly<Record<Exclude<ReasonCode, 'no-rule'>, Partial<Facts>>> = {
  banned: {
    bans: [
      {
        id: 'ban-1',
        selector: { kind: 'range', ecosystem: 'npm', name: 'lodash', range: '<4.17.22' },
        reason: 'command injection',
      },
    ],
  },
  malicious: { known: artifacts({ verdict: 'malicious', worst: 'critical' }) },
  'agent-suspended': { isAgentSuspended: true },
  'student-blocked': { maturity: 'student', isAgentRegistered: false },
  'invented-name': {
    name: {
      state: 'appeared',
      firstAskedAt: '2026-05-01T00:00:00Z',
      lastAskedAt: '2026-06-01T00:00:00Z',
      times: 12,
      askedBy: ['agent-7'],
      appearedAt: '2026-06-10T00:00:00Z',
    },
  },
  untrusted: unapproved('rejected'),
  'approval-expired': {
    ...unapproved('expired'),
    approvals: [{ ...EXACT_APPROVAL, grant: EXPIRED_GRANT }],
  },
  'maturity-too-low': { approvals: [{ ...EXACT_APPROVAL, minMaturity: 'supervised' }] },
  'exact-approval-required': { entry: undefined, approvals: [STANDING_APPROVAL] },
  'advisory-severity': {
    known: { ...KNOWN_IN_ORDER, advisories: { matches: [ADVISORY], data: ADVISORY_DATA } },
  },
  suspicious: { known: artifacts({ verdict: 'suspicious', worst: 'high' }) },
  'release-yanked': {
    known: release({ yanked: true }),
    policy: policyWith({ 'release-yanked': { mode: 'enforce' } }),
  },
  'release-too-new': { known: release({ publishedAt: '2026-06-13T12:00:00Z' }) },
  deprecated: told('deprecated', {
    registry: registryWith({ deprecated: { deprecated: true, message: 'Use lodash-es.' } }),
  }),
  'publisher-changed': told('publisher-changed', {
    registry: registryWith({
      publisher: 'mallory',
      publisherChange: { before: 'jdalton', changed: true, isNewcomer: true },
    }),
  }),
  'long-dormant': told('long-dormant', {
    registry: registryWith({ dormancy: { days: 1_500, previous: '4.17.20' } }),
  }),
  'release-burst': told('release-burst', { registry: registryWith({ burst: { hour: 12, day: 40 } }) }),
  'version-jump': told('version-jump', {
    registry: registryWith({
      versionJump: { highest: '4.17.20', majors: 95, isLower: false, continuesLine: false },
    }),
  }),
  'new-dependency-in-patch': told('new-dependency-in-patch', {
    registry: registryWith({
      newDependencies: {
        ...{ previous: '4.17.20', step: 'patch', more: 0 },
        added: [{ name: 'plain-hash', ageDays: 0 }],
      },
    }),
  }),
  'source-mismatch': told('source-mismatch', {
    registry: registryWith({
      sourceAgainstInside: {
        ...{ agrees: false, registry: 'https://github.com/lodash/lodash' },
        inside: 'https://github.com/mallory/lodash',
      },
    }),
  }),
  'install-scripts-hidden': told('install-scripts-hidden', {
    registry: registryWith({ installScripts: { agrees: false, registry: false, inside: true } }),
  }),
  'provenance-lost': {
    known: release({ provenance: 'absent' }),
    policy: policyWith({ 'provenance-lost': { mode: 'enforce' } }),
  },
  'provenance-changed': {
    known: release({
      provenanceSource: { ...EXAMPLE_SOURCE, repository: 'https://forge.invalid/mallory/lodash' },
      provenanceChange: 'changed',
    }),
    policy: policyWith({ 'provenance-changed': { mode: 'enforce', pins: [] } }),
  },
  'licence-refused': {
    known: release({ licence: 'AGPL-3.0-only' }),
    policy: policyWith({ 'licence-refused': { mode: 'enforce', allow: [], deny: ['AGPL-3.0-only'] } }),
  },
  'build-scripts': { known: release({ buildScripts: true }) },
  'source-kind': { known: artifacts({ kind: 'sdist', filename: 'lodash-4.17.21.tar.gz' }) },
  'closure-too-large': { closureSize: 1_001 },
  'policy-unreadable': { policy: undefined },
  'name-accused': {
    package: packageId({ ecosystem: 'npm', name: 'lodahs', version: '4.17.21' }),
    entry: undefined,
    maturity: 'supervised',
    approvals: [{ ...STANDING_APPROVAL, selector: { kind: 'pattern', ecosystem: 'npm', pattern: 'lod*' } }],
    accusations: [
      { kind: 'transposition', target: 'lodash', text: 'two neighbouring letters of lodash are swapped' },
    ],
  },
  'capability-gained': standing(deltaWith({ capabilities: ['network', 'subprocess'] })),
  'install-script-changed': standing(deltaWith({ hooks: { added: [EXAMPLE_HOOK], changed: [] } })),
  'unknown-package': { entry: undefined, approvals: [] },
  'pending-review': unapproved('requested', { requestedBy: 'agent:agent-7' }),
  'second-review-pending': unapproved('requested', {
    firstReview: { by: 'person:ada', minMaturity: 'autonomous', grant: EXAMPLE_GRANT },
  }),
  'not-scanned': { known: undefined },
  'scan-incomplete': {
    known: {
      ...KNOWN_IN_ORDER,
      scanFailed: { at: '2026-06-15T11:00:00Z', message: 'the archive is corrupt' },
    },
  },
  'not-detonated': {
    known: artifacts({ highRisk: true, runsByItself: ['install-hook'] }),
    policy: policyWith({ 'not-detonated': { mode: 'enforce' } }),
  },
  'artifact-changed': { known: artifacts({}, { digest: OTHER_DIGEST, filename: 'lodash-again.tgz' }) },
  'approval-unbound': { approvals: [{ ...EXACT_APPROVAL, grant: { ...EXAMPLE_GRANT, digests: null } }] },
  'publisher-unknown': {
    known: release({ publisher: null }),
    publisherBans: [
      {
        id: 'ban-2',
        selector: { kind: 'publisher', ecosystem: 'npm', publisher: 'mallory' },
        reason: 'stolen signing key',
      },
    ],
  },
  'advisories-stale': { advisoryData: { ...ADVISORY_DATA, importedAt: '2026-06-13T06:00:00Z' } },
  'release-unknown': { known: release({ publishedAt: null }) },
  'registry-fact-unknown': told('publisher-changed', {
    registry: registryWith({ publisherChange: 'unknown' }),
  }),
  'delta-unknown': standing({ kind: 'unknown', from: '4.17.20', why: 'no scan of 4.17.20 is known' }),
  'provenance-unknown': {
    known: release({ provenance: null }),
    policy: policyWith({ 'provenance-lost': { mode: 'enforce' } }),
  },
  'licence-unknown': {
    known: release({ licence: 'SEE LICENSE IN LICENSE.md' }),
    policy: policyWith({ 'licence-refused': { mode: 'enforce', allow: [], deny: ['AGPL-3.0-only'] } }),
  },
  'build-scripts-unknown': { known: release({ buildScripts: null }) },
  approved: {},
};

export const EXAMPLES: Readonly<Record<ReasonCode, Facts>> = {
  ...(Object.fromEntries(
    Object.entries(CHANGES).map(([code, changes]) => [code, factsInOrder(changes)]),
  ) as Record<Exclude<ReasonCode, 'no-rule'>, Facts>),
  // Facts that contradict each other: approved, and no approval.
  'no-rule': factsInOrder({ approvals: [] }),
};
