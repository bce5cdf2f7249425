import { NPM_PUBLISH_V0_1, SLSA_PROVENANCE_V1 } from '../attestation/predicate-types';
import { readTrustRoot } from '../trust-root';
import {
  bundleOf,
  certificateBundle,
  NPM_ARTIFACT,
  npmAnswer,
  offeredSlsa,
  publishStatement,
  slsaStatement,
} from './samples';
import { TestAuthority, TestRegistryKey, type Signing } from './test-authority';

/** What npm's registry could answer, true and false. */
export const authority = new TestAuthority();
export const trustedRoot = JSON.stringify(authority.trustedRoot());
export const trust = readTrustRoot({ trustedRoot });
export const registryKey = new TestRegistryKey(authority.log);
export const trustWithKeys = readTrustRoot({ trustedRoot, registryKeys: registryKey.file() });

export const PURL = 'pkg:npm/%40acme/widget@1.2.3';
export const OTHER_DIGEST = 'ab'.repeat(64);

export type Bundle = ReturnType<typeof certificateBundle>;

export function signed(how: Signing = {}, changes: Record<string, unknown> = {}) {
  return offeredSlsa(authority.sign(slsaStatement(changes), how));
}

export function published(changes: Record<string, unknown> = {}, hint = registryKey.keyId) {
  return {
    predicateType: NPM_PUBLISH_V0_1,
    bundle: bundleOf(registryKey.sign(publishStatement(changes)), { publicKey: { hint } }),
  };
}

/** A good bundle after somebody changed it. */
export function changed(change: (bundle: Bundle) => void): string {
  const bundle = structuredClone(certificateBundle(authority.sign(slsaStatement())));
  change(bundle);
  return npmAnswer({ predicateType: SLSA_PROVENANCE_V1, bundle });
}

/** A statement about one subject. */
export function subject(name: string, sha512: string = NPM_ARTIFACT.sha512): Record<string, unknown> {
  return { subject: [{ name, digest: { sha512 } }] };
}

export function entryOf(bundle: Bundle): Bundle['verificationMaterial']['tlogEntries'][number] {
  const [entry] = bundle.verificationMaterial.tlogEntries;
  if (entry === undefined) throw new Error('This bundle has no entry');
  return entry;
}

export function materialOf(bundle: Bundle): Record<string, unknown> {
  return bundle.verificationMaterial as unknown as Record<string, unknown>;
}

export function certificateIn(bundle: Bundle): { rawBytes: string } {
  return materialOf(bundle)['certificate'] as { rawBytes: string };
}

export function signatureIn(bundle: Bundle): { sig: string } {
  return bundle.dsseEnvelope.signatures[0] as { sig: string };
}

export function proofOf(bundle: Bundle) {
  return entryOf(bundle).inclusionProof as NonNullable<ReturnType<typeof entryOf>['inclusionProof']>;
}

export function other(statement: unknown): string {
  return Buffer.from(JSON.stringify(statement)).toString('base64');
}

/** A name that, read as a regular expression, would be tried against the log's address for longer than anybody waits. */
export function hostileCheckpoint(bundle: Bundle): string {
  return proofOf(bundle).checkpoint.envelope.replace(/\u2014 \S+/, '\u2014 (([a-z:/.]+)+)+!');
}

/** As in bundles before version 0.3. */
export function chained(version: string, change: (bundle: Bundle) => void = () => undefined): string {
  const bundle = structuredClone(certificateBundle(authority.sign(slsaStatement())));
  change(bundle);
  const certificates = [{ rawBytes: certificateIn(bundle).rawBytes }];
  const { tlogEntries } = bundle.verificationMaterial;
  return npmAnswer({
    predicateType: SLSA_PROVENANCE_V1,
    bundle: {
      ...bundle,
      mediaType: `application/vnd.dev.sigstore.bundle+json;version=${version}`,
      verificationMaterial: { x509CertificateChain: { certificates }, tlogEntries },
    },
  });
}

export function manySubjects(): Record<string, unknown> {
  const [own] = slsaStatement()['subject'] as object[];
  return { subject: [{ name: 'pkg:npm/other@1.0.0', digest: { sha512: OTHER_DIGEST } }, own] };
}

/** Signed by another authority, in a log and a certificate log that are trusted. */
export function strangersSigned() {
  const stranger = new TestAuthority();
  Object.assign(stranger, { log: authority.log, certificateLog: authority.certificateLog });
  return stranger.sign(slsaStatement());
}
