import { bundleFromJSON } from '@sigstore/bundle';
import { toSignedEntity, Verifier, type SignedEntity, type Signer } from '@sigstore/verify';
import { canonicalJson, type ProvenanceIdentity } from '@sallyport/domain';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { Refusal } from '../refusal';
import type { TrustRoot } from '../trust-root';
import { BundleShape } from './bundle-shape';
import { assertLeaf, identityOf } from './certificate';
import { refusalFor } from './explain-failure';

/** Said aloud, since the library's defaults are not a promise: none of them may ever be zero. */
const THRESHOLDS = { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 } as const;

/** What a bundle holds, once its signature, certificate and log entry have been verified. */
export interface VerifiedBundle {
  /** Bytes of the in-toto statement, as they were signed. */
  statement: Buffer;
  /** undefined: signed with a key of the package registry and not for somebody. */
  identity: ProvenanceIdentity | undefined;
  loggedAt: string;
  bundleDigest: string;
}

/**
 * Verifies one sigstore bundle offline: DSSE signature, certificate chain at the time of signing, certificate log,
 * transparency log (promise and proof, where they are there; one at least).
 * @param value what JSON.parse made of it
 * @throws Refusal
 */
export function verifyBundle(value: unknown, trust: TrustRoot): VerifiedBundle {
  const shape = BundleShape.safeParse(value);
  if (!shape.success) {
    const [issue] = shape.error.issues;
    throw new Refusal('malformed', `The bundle's ${issue?.path.join('.') || 'shape'}: ${issue?.message}`);
  }
  assertLogged(shape.data);
  // What the shape lets through and nothing else: members that were not bounded do not reach the library.
  const bundle = bundleFromJSON(shape.data);
  const entity = toSignedEntity(bundle);
  assertOneSigner(shape.data);
  const { identity } = verified(entity, shape.data, trust);
  return {
    statement: Buffer.from(shape.data.dsseEnvelope.payload, 'base64'),
    identity: identity === undefined ? undefined : identityOf(identity),
    loggedAt: firstSeen(entity).toISOString(),
    bundleDigest: `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`,
  };
}

function verified(entity: SignedEntity, bundle: BundleShape, trust: TrustRoot): Signer {
  try {
    return new Verifier(trust.material, THRESHOLDS).verify(entity);
  } catch (cause) {
    throw refusalFor(cause, () => isSignedBy(bundle, trust));
  }
}

function certificateIn({ verificationMaterial: material }: BundleShape): Buffer | undefined {
  const raw = material.certificate?.rawBytes ?? material.x509CertificateChain?.certificates[0]?.rawBytes;
  return raw === undefined ? undefined : Buffer.from(raw, 'base64');
}

function assertLogged({ verificationMaterial: { tlogEntries } }: BundleShape): void {
  if (
    tlogEntries.length === 0 ||
    tlogEntries.some((entry) => !entry.inclusionPromise && !entry.inclusionProof)
  ) {
    throw new Refusal('no-transparency-entry', 'The bundle has no entry that a transparency log stands for');
  }
}

function assertOneSigner(bundle: BundleShape): void {
  const { certificate, x509CertificateChain, publicKey } = bundle.verificationMaterial;
  if ([certificate, x509CertificateChain, publicKey].filter(Boolean).length !== 1) {
    throw new Refusal('malformed', 'The bundle has not exactly one certificate, chain or key');
  }
  const der = certificateIn(bundle);
  if (der !== undefined) assertLeaf(der);
}

/** DSSE protocol: what is signed is the payload with its type and both lengths before it. */
function isSignedBy(bundle: BundleShape, trust: TrustRoot): boolean {
  const { payload, payloadType, signatures } = bundle.dsseEnvelope;
  const bytes = Buffer.from(payload, 'base64');
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${bytes.length} `),
    bytes,
  ]);
  const der = certificateIn(bundle);
  const hint = bundle.verificationMaterial.publicKey?.hint;
  const key =
    der === undefined ? trust.material.publicKey(hint ?? '').publicKey : new X509Certificate(der).publicKey;
  return verify('sha256', signed, key, Buffer.from(signatures[0]?.sig ?? '', 'base64'));
}

/** The earliest time that somebody trusted vouches for. An entry without a promise states a time that nobody signed. */
function firstSeen({ timestamps }: SignedEntity): Date {
  const times = timestamps.flatMap((stamp) => {
    if (stamp.$case === 'timestamp-authority') return [stamp.timestamp.signingTime.getTime()];
    return stamp.tlogEntry.inclusionPromise === undefined
      ? []
      : [Number(stamp.tlogEntry.integratedTime) * 1_000];
  });
  return new Date(Math.min(...times));
}
