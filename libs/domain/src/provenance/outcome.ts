import { z } from 'zod';
import { ProvenanceIdentity } from './identity';

/** Why something that was offered as provenance does not count. Closed list; none of these is ever read as verified. */
export const PROVENANCE_FAULTS = [
  /** No trust root was given, so nothing can be verified. */
  'no-trust-root',
  'malformed',
  'too-large',
  /** About another package, version or file. */
  'wrong-subject',
  /** About other bytes. */
  'wrong-digest',
  'wrong-predicate',
  'bad-signature',
  /** The certificate does not lead to an authority or log of the trust root. */
  'untrusted-root',
  /** No entry of a transparency log that the trust root knows. */
  'no-transparency-entry',
  'expired-at-signing',
  /** Signed by somebody whose issuer is not taken for builds. */
  'wrong-issuer',
  /** The certificate says otherwise than the statement or the package registry, or names no source. */
  'wrong-identity',
] as const;
export const ProvenanceFault = z.enum(PROVENANCE_FAULTS);
export type ProvenanceFault = z.infer<typeof ProvenanceFault>;

/** What verifying the provenance of one artifact came to. Only `verified` says that it has any. */
export const ProvenanceOutcome = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('verified'),
    identity: ProvenanceIdentity,
    /** URI of the predicate, such as SLSA's. */
    predicateType: z.string().max(256),
    /** When the transparency log took it in, ISO 8601. */
    loggedAt: z.iso.datetime(),
    /** Of the bundle in canonical JSON, `sha256:…`. */
    bundleDigest: z.string(),
  }),
  /** `detail`: a sentence for people, bounded and printable. */
  z.object({ state: z.literal('unverified'), why: ProvenanceFault, detail: z.string() }),
  /** The package registry says that there is none. */
  z.object({ state: z.literal('absent') }),
  /** It could not be asked for, so that it may be there or not. */
  z.object({ state: z.literal('unknown'), why: z.enum(['unreachable', 'not-asked']), detail: z.string() }),
]);
export type ProvenanceOutcome = z.infer<typeof ProvenanceOutcome>;
