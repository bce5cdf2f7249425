import { assertDecides, verifyDecision } from '@sallyport/decision-signature';
import {
  DomainError,
  normalizeName,
  normalizeVersion,
  pathFromRoot,
  type Capability,
  type Digest,
  type Ecosystem,
  type FetchedLock,
  type Lock,
  type RefusedPackage,
  type Revision,
} from '@sallyport/domain';
import type { InstallerParts } from './installer-parts';
import type { ClosureDecision } from './ports';

export interface Asked {
  agentId: string;
  skillId: string;
  lock: FetchedLock;
  lockDigest: Digest;
  minRevision?: Revision;
}

export type GateAnswer =
  | {
      allowed: true;
      revision: Revision;
      /** What the approvals do not grant. */
      without: readonly Capability[];
      /** JWS compact of the decision. */
      signed: string;
    }
  | { allowed: false; revision: Revision; refused: RefusedPackage[] };

/**
 * Door one for a whole closure: one question, and for every no the way that leads to the refused package.
 * A yes counts only with a signature, by a key that was pinned here, over these very files for this very agent:
 * whoever can merely answer on the bus cannot allow anything.
 */
export class ClosureGate {
  constructor(
    private readonly parts: Pick<InstallerParts, 'governance' | 'revision' | 'decisionKeys' | 'now'>,
  ) {}

  /** @throws DomainError `decision-unsigned`, and whatever keeps governance from answering: then nothing is allowed */
  async ask({ agentId, skillId, lock, lockDigest, minRevision = 0 }: Asked): Promise<GateAnswer> {
    const { governance, revision, now } = this.parts;
    const asked = { agentId, skillId, lockDigest, minRevision: revision.atLeast(minRevision) };
    const askedAt = now();
    const packages = lock.packages.map(({ name, version, digest, path, dependencies }) => ({
      ...{ name, version, digest, path, dependencies },
    }));
    const answer = await governance.checkClosure({ ...asked, packages, roots: lock.roots });
    if (!answer.allowed || answer.refused.length > 0) {
      // Nobody needs to sign a no, and so its revision is not taken for known either.
      return { allowed: false, revision: answer.revision, refused: refusals(lock, answer) };
    }
    const decision = await verifyDecision(answer.signed, this.parts.decisionKeys);
    assertDecides(decision, { ...asked, ecosystem: lock.ecosystem, packages, askedAt });
    revision.saw(decision.revision);
    return {
      ...{ allowed: true, revision: decision.revision, without: decision.without },
      signed: answer.signed as string,
    };
  }

  /**
   * The lock with the digests of the files that an image was built from. The lock in the store has none; the decision
   * that allowed them has, and is signed.
   * @throws DomainError `decision-unsigned`
   */
  async sealed(lock: Lock, lockDigest: Digest, signed: string | undefined): Promise<FetchedLock> {
    const decision = await verifyDecision(signed, this.parts.decisionKeys);
    assertDecides(decision, { ecosystem: lock.ecosystem, lockDigest });
    const digests = new Map<string, Digest[]>();
    for (const { digest, ...id } of decision.packages) {
      const key = identity(lock.ecosystem, id);
      digests.set(key, [...(digests.get(key) ?? []), ...(digest === undefined ? [] : [digest as Digest])]);
    }
    const packages = lock.packages.map((entry) => {
      const [digest, ...more] = digests.get(identity(lock.ecosystem, entry)) ?? [];
      if (digest !== undefined && more.length === 0) return { ...entry, digest };
      throw new DomainError(
        'decision-unsigned',
        `The decision that the image was built on does not say which file of ${entry.name}@${entry.version} is in it`,
        { hint: 'Install the skill again.' },
      );
    });
    return { ...lock, packages };
  }
}

function refusals(lock: Lock, decision: ClosureDecision): RefusedPackage[] {
  return decision.refused.map(({ name, version, decision: { reasonCode, reason, ...how }, ...refused }) => ({
    // As governance knows it, so that the answer can be compared with what was banned or approved.
    ...{ name, version, reasonCode, reason },
    path: refused.path.length > 0 ? refused.path : pathTo(lock, { name, version }),
    ...{ alternative: refused.alternative, eligibleAt: how.eligibleAt, nextStep: how.nextStep },
  }));
}

/** Our own way to it, for a governance that names none. */
function pathTo(lock: Lock, id: { name: string; version: string }): string[] {
  const key = identity(lock.ecosystem, id);
  const entry = lock.packages.find((candidate) => identity(lock.ecosystem, candidate) === key);
  return entry ? pathFromRoot(lock, entry.path) : [];
}

/** Governance answers in its normalised spelling; the lock has the registry's. */
function identity(ecosystem: Ecosystem, { name, version }: { name: string; version: string }): string {
  return JSON.stringify([normalizeName(ecosystem, name), normalizeVersion(ecosystem, version)]);
}

/** `urllib3@1.26.5 (banned) by requests@2.31.0 > urllib3@1.26.5, instead: 1.26.20; …` */
export function describeRefusals(refused: readonly RefusedPackage[]): string {
  if (refused.length === 0) return 'it says no and does not say to what';
  const shown = refused.slice(0, 3).map(({ name, version, reasonCode, path, alternative }) => {
    const way = path.length > 1 ? ` by ${path.join(' > ')}` : '';
    const instead = typeof alternative === 'string' ? `, instead: ${alternative}` : '';
    return `${name}@${version} (${reasonCode})${way}${instead}`;
  });
  const more = refused.length > shown.length ? `; and ${refused.length - shown.length} more` : '';
  return `${shown.join('; ')}${more}`;
}
