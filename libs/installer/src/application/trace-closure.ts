import {
  DomainError,
  packageId,
  sourceOf,
  type Ecosystem,
  type FetchedLock,
  type FetchedPackage,
  type FileProvenance,
  type ProvenanceOutcome,
} from '@sallyport/domain';
import { verifyNpmAttestations, verifyPypiProvenance, type TrustRoot } from '@sallyport/provenance';
import { createHash } from 'node:crypto';
import type { InstallerParts } from './installer-parts';
import type { TracedRelease } from './ports';

type Parts = Pick<
  InstallerParts,
  'ecosystem' | 'artifacts' | 'attestations' | 'governance' | 'trustRoot' | 'fetchLimits'
>;

/** A registry that has not answered so often in a row is down; the rest of the closure would only wait for it. */
const GIVE_UP_AFTER = 5;
/** Releases in one message to governance, whose facts have to fit one act. */
const RELEASES_PER_MESSAGE = 500;

/**
 * Finds out where the artifacts of a closure were built, and tells governance before it is asked to decide. What cannot
 * be had is told as unknown and never left out: left out, an older answer about another file would stand for this one.
 */
export class TraceClosure {
  constructor(private readonly parts: Parts) {}

  /** @throws DomainError the codes of `governance.facts.record-release`: then nobody may go on to ask for a decision */
  async run(lock: FetchedLock): Promise<void> {
    const artifacts = distinct(lock.packages);
    const releases: TracedRelease[] = [];
    let next = 0;
    let unanswered = 0;
    const lane = async (): Promise<void> => {
      for (let index = next++; index < artifacts.length; index = next++) {
        const fetched = artifacts[index] as FetchedPackage;
        const outcome = unanswered >= GIVE_UP_AFTER ? GIVEN_UP : await this.outcomeOf(fetched);
        unanswered = outcome.state === 'unknown' ? unanswered + 1 : 0;
        const { name, version, digest } = fetched;
        const ref = { ecosystem: lock.ecosystem, name, version };
        releases[index] = { ...ref, release: {}, attested: [asFile(digest, outcome)] };
      }
    };
    await Promise.all(Array.from({ length: this.parts.fetchLimits.parallel }, lane));
    for (let at = 0; at < releases.length; at += RELEASES_PER_MESSAGE)
      await this.parts.governance.recordProvenance(releases.slice(at, at + RELEASES_PER_MESSAGE));
  }

  private async outcomeOf(fetched: FetchedPackage): Promise<ProvenanceOutcome> {
    const { attestations, ecosystem, trustRoot } = this.parts;
    let text: string | undefined;
    try {
      text = await attestations.of(fetched);
    } catch (cause) {
      if (!DomainError.is(cause)) throw cause;
      return { state: 'unknown', why: 'unreachable', detail: cause.message };
    }
    return text === undefined ? { state: 'absent' } : this.verified[ecosystem](text, fetched, trustRoot);
  }

  private readonly verified: Readonly<Record<Ecosystem, Verify>> = {
    npm: async (text, { name, version, digest }, trust) => {
      const id = packageId({ ecosystem: 'npm', name, version });
      return verifyNpmAttestations(text, { id, sha512: await this.sha512Of(digest) }, trust);
    },
    pypi: async (text, { artifact, digest }, trust) =>
      verifyPypiProvenance(
        text,
        { filename: artifact.filename, sha256: digest.slice('sha256:'.length) },
        trust,
      ),
  };

  /** Of the bytes that are there and not of what the lock says of them. */
  private async sha512Of(digest: string): Promise<string> {
    const hash = createHash('sha512');
    for await (const piece of await this.parts.artifacts.openChecked(digest)) hash.update(piece as Buffer);
    return hash.digest('hex');
  }
}

type Verify = (
  text: string,
  fetched: FetchedPackage,
  trust: TrustRoot | undefined,
) => Promise<ProvenanceOutcome>;

const GIVEN_UP: ProvenanceOutcome = {
  state: 'unknown',
  why: 'unreachable',
  detail: `The registry did not answer ${GIVE_UP_AFTER} times in a row`,
};

/** npm may have the same artifact in many places of one tree. */
function distinct(packages: readonly FetchedPackage[]): FetchedPackage[] {
  return [
    ...new Map(
      packages.map((fetched) => [JSON.stringify([fetched.name, fetched.version, fetched.digest]), fetched]),
    ).values(),
  ];
}

function asFile(digest: string, outcome: ProvenanceOutcome): FileProvenance {
  switch (outcome.state) {
    case 'verified':
      return { digest, state: 'verified', source: sourceOf(outcome.identity), why: null };
    case 'absent':
      return { digest, state: 'absent', source: null, why: null };
    case 'unverified':
    case 'unknown':
      return { digest, state: outcome.state, source: null, why: outcome.why };
  }
}
