import {
  DomainError,
  normalizeName,
  normalizeVersion,
  type Ecosystem,
  type Revision,
  type SignedDecision,
} from '@sallyport/domain';

interface Package {
  name: string;
  version: string;
  digest?: string | undefined;
}

/** What a signed decision has to be about. What is left out is not compared. */
export interface ExpectedDecision {
  ecosystem: Ecosystem;
  agentId?: string;
  skillId?: string;
  lockDigest?: string;
  /** Exactly these files, no fewer and no more. */
  packages?: readonly Package[];
  /** The newest revision that is known: an older decision may not know of a ban. */
  minRevision?: Revision;
  /** When it was asked for, ISO 8601. An approval may have ended since an older decision. */
  askedAt?: string;
}

/** Clocks of two machines may differ by this much, milliseconds. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Whether a verified decision allows, and allows what is meant.
 * @throws DomainError `decision-unsigned`: for what was meant there is no signed allowance
 */
export function assertDecides(decision: SignedDecision, expected: ExpectedDecision): void {
  const { agentId, skillId, lockDigest, minRevision, packages, askedAt } = expected;
  if (!decision.allowed || decision.effect !== 'allow') throw other(`it says ${decision.effect}`);
  if (decision.ecosystem !== expected.ecosystem) throw other(`it is about ${decision.ecosystem}`);
  if (agentId !== undefined && decision.agentId !== agentId)
    throw other(`it is for the agent "${decision.agentId}"`);
  if (skillId !== undefined && decision.skillId !== undefined && decision.skillId !== skillId)
    throw other(`it is for the skill "${decision.skillId}"`);
  if (lockDigest !== undefined && decision.lockDigest !== lockDigest)
    throw other(`it is about ${decision.lockDigest ?? 'no closure'} and not ${lockDigest}`);
  if (minRevision !== undefined && decision.revision < minRevision)
    throw other(`it was made at revision ${decision.revision}, and ${minRevision} is known`);
  if (askedAt !== undefined && isOfAnotherTime(decision, askedAt))
    throw other(`it was made at ${decision.decidedAt}, which is not now`);
  if (packages !== undefined) assertSamePackages(decision, packages);
}

function isOfAnotherTime({ decidedAt }: SignedDecision, askedAt: string): boolean {
  // Written so that a time which cannot be read is another time.
  return !(Math.abs(Date.parse(decidedAt) - Date.parse(askedAt)) <= CLOCK_SKEW_MS);
}

function assertSamePackages(decision: SignedDecision, packages: readonly Package[]): void {
  const key = identityIn(decision.ecosystem);
  const decided = new Map(decision.packages.map((entry) => [key(entry), entry]));
  const meant = new Map(packages.map((entry) => [key(entry), entry]));
  for (const [identity, entry] of meant) {
    if (!decided.has(identity)) throw other(`it does not cover ${label(entry)}`);
  }
  for (const [identity, entry] of decided) {
    if (!meant.has(identity)) throw other(`it covers ${label(entry)} too`);
  }
}

/** Governance spells names and versions in their normal form; a lock has the registry's spelling. */
function identityIn(ecosystem: Ecosystem): (entry: Package) => string {
  return ({ name, version, digest }) =>
    JSON.stringify([
      asIs(name, () => normalizeName(ecosystem, name)),
      asIs(version, () => normalizeVersion(ecosystem, version)),
      digest ?? null,
    ]);
}

/** What has no normal form is nothing that a lock could mean, and stays what it is. */
function asIs(text: string, normalized: () => string): string {
  try {
    return normalized();
  } catch {
    return text;
  }
}

function label({ name, version, digest }: Package): string {
  return `${name}@${version}${digest === undefined ? '' : ` (${digest})`}`;
}

function other(why: string): DomainError {
  return new DomainError('decision-unsigned', `The signed decision is not the one that is needed: ${why}`, {
    hint: 'Nothing is done on it. Ask governance again; if it stays so, look who answers on the bus.',
  });
}
