import { canonicalJson, sourceOf, type ProvenanceIdentity, type ProvenanceOutcome } from '@sallyport/domain';
import { Refusal } from '../refusal';
import type { VerifiedBundle } from '../sigstore/verify-bundle';
import type { TrustRoot } from '../trust-root';

/** One bundle whose statement is about the artifact. */
export interface Attested {
  readonly bundle: VerifiedBundle;
  readonly predicateType: string;
}

/** @throws Refusal `wrong-identity`, `wrong-issuer` */
export function builderOf({ identity }: VerifiedBundle, { issuers }: TrustRoot): ProvenanceIdentity {
  if (identity === undefined) {
    throw new Refusal('wrong-identity', 'It is signed with a key and not by a build');
  }
  if (!issuers.has(identity.issuer)) {
    throw new Refusal('wrong-issuer', `${identity.issuer} is no issuer whose builds are taken`);
  }
  return identity;
}

/**
 * Anybody can attest anybody's bytes from a repository of their own. Where two say different things of one artifact,
 * neither is believed.
 * @param attested at least one
 * @throws Refusal `wrong-identity`
 */
export function agreed(attested: readonly Attested[], trust: TrustRoot): ProvenanceOutcome {
  const identities = attested.map(({ bundle }) => builderOf(bundle, trust));
  const sources = new Set(identities.map((identity) => canonicalJson(sourceOf(identity))));
  if (sources.size > 1) {
    throw new Refusal('wrong-identity', `It is attested from ${sources.size} different sources`);
  }
  const [first] = attested;
  const [identity] = identities;
  if (first === undefined || identity === undefined) return { state: 'absent' };
  const { loggedAt, bundleDigest } = first.bundle;
  return { state: 'verified', identity, predicateType: first.predicateType, loggedAt, bundleDigest };
}
