import { packageId, type PackageId } from '../package/package-id';
import type { Selector } from '../package/selector';
import type { BanFact, Facts } from '../policy/facts';
import type { ArtifactScan, PackageFacts } from '../policy/package-facts';
import type { Policy } from '../policy/policy';
import type { Grant } from '../registry/grant';
import type { NameMemory, RuleException } from '../registry/standing';
import type { RegistryEntry, Status } from '../registry/state';
import type { CaseGiven } from './case-given';
import { deltaOfCase } from './case-delta';
import { registryOfCase } from './case-registry';

/** Cases have no clock: it is always this moment. */
const NOW = Date.parse('2030-01-01T00:00:00.000Z');
const HOUR = 3_600_000;
const APPROVED_FILE = `sha256:${'a'.repeat(64)}`;
const OTHER_FILE = `sha256:${'b'.repeat(64)}`;
const SOURCE = {
  issuer: 'https://token.actions.githubusercontent.com',
  repositoryId: null,
  workflow: '.github/workflows/release.yml',
  subject: null,
};
const PERSON = 'person:reviewer';

const at = (hoursFromNow: number): string => new Date(NOW + hoursFromNow * HOUR).toISOString();
const known = <Value>(value: Value | 'unknown'): Value | null =>
  value === 'unknown' ? null : (value as Value);

/** @throws DomainError `invalid-name`, `invalid-version` */
export function factsOfCase(given: CaseGiven, policy: Policy, policyVersion: string): Facts {
  const id = packageId({ ecosystem: given.ecosystem, name: given.package, version: given.version });
  const status = given.status ?? (given.approval === 'exact' ? 'active' : 'unknown');
  const file = given.digestChanged ? OTHER_FILE : APPROVED_FILE;
  const grant = grantOf(given);
  const facts = packageFactsOf(given, file);
  const isApproved = given.approval !== 'exact' || status === 'active' || status === 'banned';
  return {
    package: id,
    now: NOW,
    ...(given.digestChanged ? { digest: file } : {}),
    status: given.ban === 'exact' ? 'banned' : status,
    entry: entryOf(given, status, grant),
    agentId: 'agent',
    maturity: given.registered ? given.maturity : 'student',
    isAgentRegistered: given.registered,
    isAgentSuspended: given.suspended,
    approvals: isApproved
      ? [
          {
            id: given.approval === 'exact' ? null : 'approval',
            selector: selectorOf(given.approval, id, given),
            minMaturity: given.approvedFor,
            grant,
          },
        ]
      : [],
    ...bansOf(given, status, id),
    known: given.scan === 'none' ? { ...facts, artifacts: [] } : facts,
    advisoryData: facts.advisories.data,
    exceptions: exceptionsOf(given, id),
    name: nameOf(given),
    accusations:
      given.imitates === undefined
        ? []
        : [{ kind: 'substitution', target: given.imitates, text: 'says the case' }],
    fixesInUse: given.fixesInUse ? ['ADVISORY-IN-USE'] : [],
    delta: deltaOfCase(given),
    closureSize: given.closureSize,
    policy,
    policyVersion,
  };
}

function grantOf({ approvalExpired, approvalBound, breakGlass }: CaseGiven): Grant {
  return {
    grantedAt: at(-1_000),
    expiresAt: at(approvalExpired ? -1 : 1_000),
    by: [PERSON],
    digests: approvalBound ? [APPROVED_FILE] : null,
    closure: null,
    without: [],
    breakGlass,
    inheritedFrom: null,
    reason: breakGlass ? 'emergency' : null,
  };
}

function entryOf(given: CaseGiven, status: Status, grant: Grant): RegistryEntry | undefined {
  const isBanned = given.ban === 'exact' || status === 'banned';
  const ban = { banReason: isBanned ? 'of this case' : null };
  const approved = { approval: 'approved', minMaturity: given.approvedFor, grant, ...ban } as const;
  switch (status) {
    case 'active':
    case 'banned':
      return given.approval === 'exact' ? approved : { approval: 'none', minMaturity: null, ...ban };
    case 'pending':
      return {
        approval: 'requested',
        minMaturity: null,
        ...ban,
        requestedBy: 'agent:agent',
        ...(given.firstReview ? { firstReview: { by: PERSON, minMaturity: given.approvedFor, grant } } : {}),
      };
    case 'untrusted':
      return { approval: 'none', minMaturity: null, ...ban };
    case 'unknown':
      return isBanned ? { approval: 'none', minMaturity: null, ...ban } : undefined;
  }
}

function bansOf(given: CaseGiven, status: Status, id: PackageId): Pick<Facts, 'bans' | 'publisherBans'> {
  const kind = given.ban === 'none' && status === 'banned' ? 'exact' : given.ban;
  if (kind === 'none') return { bans: [], publisherBans: [] };
  const ban: BanFact = {
    id: kind === 'exact' ? null : 'ban',
    selector: selectorOf(kind, id, given),
    reason: 'of this case',
  };
  if (kind !== 'publisher') return { bans: [ban], publisherBans: [] };
  // It can be held against nobody where the publisher is not known.
  return { bans: given.publisher === 'unknown' ? [] : [ban], publisherBans: [ban] };
}

function selectorOf(kind: Selector['kind'], id: PackageId, given: CaseGiven): Selector {
  const { ecosystem, name, version } = id;
  switch (kind) {
    case 'exact':
      return { kind, ecosystem, name, version };
    case 'range':
      return { kind, ecosystem, name, range: `>=${version}` };
    case 'all':
      return { kind, ecosystem, name };
    case 'pattern':
      return { kind, ecosystem, pattern: `${name.slice(0, -1)}*` };
    case 'digest':
      return { kind, digest: APPROVED_FILE };
    case 'publisher':
      return { kind, ecosystem, publisher: known(given.publisher) ?? 'publisher' };
  }
}

function packageFactsOf(given: CaseGiven, digest: string): PackageFacts {
  const { ageHours } = given;
  return {
    artifacts: [artifactOf(given, digest)],
    release: {
      publishedAt: ageHours === 'unknown' ? null : at(-ageHours),
      yanked: known(given.yanked),
      publisher: known(given.publisher),
      licence: known(given.licence),
      provenance: known(given.provenance),
      provenanceBefore: known(given.provenanceBefore),
      provenanceSource:
        given.provenance === 'verified' ? { ...SOURCE, repository: given.provenanceRepository } : null,
      provenanceChange: known(given.provenanceChange),
      buildScripts: known(given.buildScripts),
      weeklyDownloads: known(given.weeklyDownloads),
      registry: registryOfCase(given),
    },
    advisories: {
      matches: [
        ...(given.severity === 'none'
          ? []
          : [{ ...ADVISORY, id: 'ADVISORY', severity: given.severity, malware: false }]),
        ...(given.malware
          ? [{ ...ADVISORY, id: 'MAL-REPORT', severity: 'critical' as const, malware: true }]
          : []),
      ],
      data:
        given.advisoryData === 'none'
          ? { loaded: false, advisories: 0, importedAt: null }
          : { loaded: true, advisories: 1_000, importedAt: at(-given.advisoryDataAgeHours) },
    },
    scanFailed: given.scan === 'failed' ? { at: at(-1), message: 'of this case' } : null,
  };
}

const ADVISORY = { aliases: [], fixedIn: [], summary: 'of this case' };

function artifactOf(
  { kind, ecosystem, verdict, capabilities, buildScripts, detonated }: CaseGiven,
  digest: string,
): ArtifactScan {
  return {
    digest,
    kind: kind ?? (ecosystem === 'npm' ? 'tarball' : 'wheel'),
    filename: 'example',
    integrity: `sha256-${'A'.repeat(43)}=`,
    url: 'https://registry.invalid/example',
    verdict,
    worst: null,
    capabilities,
    runsByItself: buildScripts === true ? ['install-hook'] : [],
    agentConfiguration: false,
    highRisk: detonated !== 'not-needed',
    detonated: detonated === 'not-needed' || detonated === 'missing' ? null : detonated,
    rulesVersion: 'case',
    scannedAt: at(-1),
  };
}

function exceptionsOf({ exception, exceptionExpired }: CaseGiven, id: PackageId): RuleException[] {
  if (exception === undefined) return [];
  return [
    {
      id: 'exception',
      rule: exception,
      selector: { kind: 'exact', ecosystem: id.ecosystem, name: id.name, version: id.version },
      agentId: null,
      owner: 'owner',
      reason: 'of this case',
      by: PERSON,
      grantedAt: at(-1_000),
      expiresAt: at(exceptionExpired ? -1 : 1_000),
      state: 'live',
    },
  ];
}

function nameOf({ inventedName }: CaseGiven): NameMemory | undefined {
  if (inventedName === 'none') return undefined;
  return {
    state: inventedName,
    firstAskedAt: at(-1_000),
    lastAskedAt: at(-1_000),
    times: 1,
    askedBy: ['agent:agent'],
    appearedAt: inventedName === 'absent' ? null : at(-1),
  };
}
