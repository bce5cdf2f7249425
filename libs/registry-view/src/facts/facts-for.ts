import {
  hasSeenName,
  UNKNOWN_RELEASE,
  type AdvisoryFacts,
  type AdvisoryMatch,
  type Facts,
  type Maturity,
  type PackageFacts,
  type PackageId,
  type Policy,
} from '@sallyport/domain';
import type { RegistryView } from '../registry-view';
import { accusationsOf } from './accused-names';
import { findFixesInUse, type AdvisoriesOf } from './fixes-in-use';
import type { GatheredFacts } from './gathered-facts';

const HOUR_MS = 3_600_000;
const NONE: readonly never[] = Object.freeze([]);
const NO_ADVISORY_DATA: AdvisoryFacts = Object.freeze({ loaded: false, advisories: 0, importedAt: null });

/** Who asks, when, and under what policy: the same for every package of one question. */
export interface Asking {
  readonly view: RegistryView;
  readonly agentId: string;
  readonly maturity: Maturity;
  readonly isAgentRegistered: boolean;
  readonly isAgentSuspended: boolean;
  readonly now: number;
  readonly policy: Policy | undefined;
  readonly policyVersion: string;
  /** Under another policy or other advisories than those in force; absent or false: what is decided holds for others. */
  readonly isSupposed?: boolean;
  /** Other advisories than the registry's; undefined: the registry's. */
  readonly advisories: ((id: PackageId) => readonly AdvisoryMatch[] | undefined) | undefined;
  readonly closureSize: number | undefined;
  /** Nobody has asked, so nothing but the answer is worth keeping. */
  readonly isAhead?: boolean;
}

export function factsFor(asking: Asking, id: PackageId, digest: string | undefined): Facts {
  return factsWith(asking, asking.view.gathered(id, digest));
}

/** `exceptions`: those of this agent, or of all for who finds out whether that matters (`decideLasting`). */
export function factsWith(
  asking: Asking,
  gathered: GatheredFacts,
  exceptions: Facts['exceptions'] = exceptionsOf(gathered, asking.agentId),
): Facts {
  const { package: id } = gathered;
  return {
    package: id,
    now: asking.now,
    digest: gathered.digest,
    status: gathered.status,
    entry: gathered.entry,
    agentId: asking.agentId,
    maturity: asking.maturity,
    isAgentRegistered: asking.isAgentRegistered,
    isAgentSuspended: asking.isAgentSuspended,
    approvals: gathered.approvals,
    bans: gathered.bans,
    publisherBans: gathered.publisherBans,
    known: asking.advisories === undefined ? gathered.known : withAdvisories(gathered, asking.advisories(id)),
    advisoryData: gathered.advisoryData,
    exceptions,
    name: gathered.name,
    accusations: mayBeAccused(gathered, asking) ? accusationsOf(id.ecosystem, id.name) : NONE,
    fixesInUse: mayBeTooNew(gathered, asking) ? fixesInUse(asking, id) : NONE,
    delta: gathered.delta,
    closureSize: asking.closureSize,
    policy: asking.policy,
    policyVersion: asking.policyVersion,
  };
}

function exceptionsOf({ exceptions }: GatheredFacts, agentId: string): Facts['exceptions'] {
  if (exceptions.length === 0) return NONE;
  return exceptions.filter((exception) => exception.agentId === null || exception.agentId === agentId);
}

/** Approved packages, which nearly all are, are not looked at. */
function mayBeAccused({ approvals }: GatheredFacts, { policy, now }: Asking): boolean {
  const mode = policy?.rules['name-accused'].mode ?? 'off';
  return mode !== 'off' && !hasSeenName({ approvals, now });
}

/**
 * Looking through the other versions costs more than the decision, so only where the answer could matter: the release
 * is young, or nobody knows how old it is.
 */
function mayBeTooNew({ publishedAt }: GatheredFacts, { policy, maturity, now }: Asking): boolean {
  const rule = policy?.rules['release-too-new'];
  if (rule === undefined || rule.mode === 'off' || !rule.exemptFixes || maturity === 'student') return false;
  const longest = rule.minAgeHours[maturity] * (rule.farReaching?.factor ?? 1) * rule.lostProvenanceFactor;
  return !(now - publishedAt >= longest * HOUR_MS);
}

function fixesInUse({ view, advisories, isAhead }: Asking, id: PackageId): readonly string[] {
  const ofRegistry: AdvisoriesOf = (other) => view.factsOf(other)?.advisories.matches;
  if (advisories !== undefined)
    return findFixesInUse(view, id, (other) => advisories(other) ?? ofRegistry(other));
  const find = (): readonly string[] => findFixesInUse(view, id, ofRegistry);
  return isAhead === true ? find() : view.memory.fixesInUse(id, find);
}

/** A package that nobody has scanned can still be reported as malware. */
function withAdvisories(
  { known, advisoryData }: GatheredFacts,
  matches: readonly AdvisoryMatch[] | undefined,
): PackageFacts | undefined {
  if (matches === undefined) return known;
  if (known === undefined) {
    if (matches.length === 0) return undefined;
    const data = advisoryData ?? NO_ADVISORY_DATA;
    const advisories = { matches: [...matches], data };
    return { artifacts: [], release: UNKNOWN_RELEASE, advisories, scanFailed: null };
  }
  return { ...known, advisories: { matches: [...matches], data: known.advisories.data } };
}
